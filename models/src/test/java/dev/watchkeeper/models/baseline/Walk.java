package dev.watchkeeper.models.baseline;

import dev.watchkeeper.schemas.record.PointState;
import java.time.Duration;

/** A baseline with its clock, for tests. */
final class Walk {

    static final long START = 1_700_000_000_000L;

    final SeriesBaseline baseline;
    final Residual residual = new Residual();
    private final SeriesKind kind;
    private final long step;
    private long time = START;

    Walk(SeriesKind kind, Duration season, long stepMillis) {
        this.kind = kind;
        this.baseline = new SeriesBaseline(season);
        this.step = stepMillis;
    }

    Residual next(double value) {
        return next(value, PointState.OK, false);
    }

    Residual next(double value, PointState state, boolean frozen) {
        return after(step, value, state, frozen);
    }

    Residual after(long millis, double value, PointState state, boolean frozen) {
        time += millis;
        baseline.step(kind, time, value, 100, 0, state, frozen, residual);
        return residual;
    }

    double phase(Duration season) {
        return Math.floorMod(time + step, season.toMillis()) / (double) season.toMillis();
    }
}
