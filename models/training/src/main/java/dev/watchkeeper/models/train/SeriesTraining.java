package dev.watchkeeper.models.train;

import dev.watchkeeper.models.baseline.Judgement;
import dev.watchkeeper.models.baseline.Residual;
import dev.watchkeeper.models.baseline.SeriesBaseline;
import dev.watchkeeper.models.baseline.SeriesKind;
import dev.watchkeeper.models.contract.Calibration;
import dev.watchkeeper.models.pooling.Slot;
import dev.watchkeeper.models.train.fit.LogisticFit;
import dev.watchkeeper.models.train.fit.Rows;
import dev.watchkeeper.models.train.fit.Weights;
import dev.watchkeeper.models.train.fit.WeightsScorer;
import dev.watchkeeper.models.train.generate.Draw;
import dev.watchkeeper.models.train.generate.Effect;
import dev.watchkeeper.models.train.generate.FaultShape;
import dev.watchkeeper.models.train.generate.GeneratedSeries;
import dev.watchkeeper.models.train.generate.GeneratedService;
import dev.watchkeeper.models.train.generate.Profile;
import dev.watchkeeper.models.train.generate.Schedule;
import dev.watchkeeper.models.train.judge.EntityChain;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers residual rows of generated series, fits the series model, measures its tail on others. */
final class SeriesTraining {

    private static final double VISIBLE = 2;
    private static final double HARD = Math.sqrt(3);
    /** Where the signals' tails are made equal. */
    private static final double TAIL = 1e-4;

    private static final double MOST_SLOPE = 3;
    private static final int FAST_TAIL = 2;
    private static final int[] POINTS_PER_DAY = {8640, 1440, 288};

    private final long seed;
    private final Size size;
    private final Rows rows = new Rows(Residual.FEATURES);
    private final List<Held> quiet = new ArrayList<>();

    /** What came out. */
    record Fitted(Weights weights, Calibration calibration, Rows rows, long heldOut) {}

    SeriesTraining(long seed, Size size) {
        this.seed = seed;
        this.size = size;
        for (int signal = 0; signal < Residual.SIGNALS; signal++) {
            quiet.add(new Held());
        }
    }

    Fitted fit() {
        for (int i = 0; i < size.services(); i++) {
            service(i, true, null);
        }
        for (int i = 0; i < size.strangers(); i++) {
            strangers(i, null);
        }
        Weights weights = new LogisticFit(seed, 8).fit(rows, SeriesTraining::used, feature -> true);
        for (int i = 0; i < Math.max(2, size.services() / 3); i++) {
            service(10_000 + i, false, weights);
        }
        for (int i = 0; i < Math.max(1, size.strangers() / 4); i++) {
            strangers(10_000 + i, weights);
        }
        Weights sloped = weights.withSlopes(slopes());
        return new Fitted(sloped, calibration(sloped), rows, heldOut());
    }

    /** The tail-scaled z counts single outliers of well-behaved series: with it, CPU's spikes hide its faults. */
    private static boolean used(int feature) {
        return feature < Residual.ODDITIES && feature != FAST_TAIL;
    }

    /** Slopes that give every signal the same tail: so much above normal is as rare on each. */
    private float[] slopes() {
        double[] reached = new double[Residual.SIGNALS];
        double sum = 0;
        int known = 0;
        for (int signal = 0; signal < reached.length; signal++) {
            Held held = quiet.get(signal);
            if (held.size * TAIL >= 5) {
                float[] sorted = held.sorted();
                reached[signal] = sorted[(int) (sorted.length * (1 - TAIL))];
                sum += reached[signal];
                known++;
            }
        }
        float[] slopes = new float[Residual.FEATURES];
        for (int signal = 0; signal < reached.length; signal++) {
            double slope = reached[signal] > 0 ? sum / known / reached[signal] : 1;
            slopes[Residual.ODDITIES + signal] = (float) Math.max(1 / MOST_SLOPE, Math.min(MOST_SLOPE, slope));
        }
        return slopes;
    }

    /** The tail of all signals but {@link Signal#OTHER}, whose families are too different for one table. */
    private Calibration calibration(Weights sloped) {
        float[] margins = new float[(int) heldOut()];
        int at = 0;
        for (int signal = 0; signal < Residual.SIGNALS; signal++) {
            Held held = quiet.get(signal);
            for (int i = 0; signal != Signal.OTHER.ordinal() && i < held.size; i++) {
                margins[at++] = sloped.bias() + sloped.slopes()[Residual.ODDITIES + signal] * held.levels[i];
            }
        }
        return Calibration.ofNormal(Arrays.copyOf(margins, at));
    }

    private long heldOut() {
        return quiet.stream().mapToLong(held -> held.size).sum();
    }

    /** Levels above the bias of one signal's held-out points. */
    private static final class Held {
        float[] levels = new float[1 << 12];
        int size;

        void add(float level) {
            if (size == levels.length) {
                levels = Arrays.copyOf(levels, 2 * size);
            }
            levels[size++] = level;
        }

        float[] sorted() {
            float[] sorted = Arrays.copyOf(levels, size);
            Arrays.sort(sorted);
            return sorted;
        }
    }

    /** Lives one service; gathers rows, or held-out margins where weights are given. */
    private void service(int index, boolean faults, @Nullable Weights weights) {
        Draw draw = Draw.of(seed, index);
        Draw pick = Draw.of(seed + 1, index);
        Profile profile = Profile.drawn(draw);
        GeneratedService service = new GeneratedService(profile, draw, 1_700_000_000_000L);
        Schedule schedule = new Schedule(pick, faults ? 540 : Integer.MAX_VALUE / 2, profile.selfSeconds());
        EntityChain chain = chain(profile.season());
        chain.telling((series, kind, residual, all, offset) -> {
            if (weights != null) {
                heldOut(pick, kind, weights.margin(all, offset) - weights.bias());
            } else {
                gather(pick, schedule, kind, residual, all, offset);
            }
        });
        for (int w = 0; w < size.windows(); w++) {
            Effect effect = schedule.next();
            chain.freeze(schedule.shape() != null && schedule.age() > 3);
            service.next(effect, chain);
        }
    }

    private void heldOut(Draw pick, SeriesKind kind, float level) {
        if (pick.chance(.5)) {
            quiet.get(kind.signal().ordinal()).add(level);
        }
    }

    private void gather(Draw pick, Schedule schedule, SeriesKind kind, Residual residual, float[] all, int offset) {
        if (schedule.quiet()) {
            boolean hard = all[offset] > HARD || all[offset + 1] > HARD;
            if (pick.chance(hard ? .1 : .002)) {
                rows.add(all, offset, false);
            }
            return;
        }
        FaultShape shape = schedule.shape();
        boolean visible = residual.fast() > VISIBLE || residual.slow() > VISIBLE;
        if (shape != null && visible && shows(shape, Slot.of(kind)) && pick.chance(schedule.early() ? 1 : .05)) {
            rows.add(all, offset, true);
        }
    }

    /** Whether a fault shows in series of a slot. */
    static boolean shows(FaultShape shape, Slot slot) {
        return switch (shape) {
            case ERRORS -> slot == Slot.ERRORS_SELF || slot == Slot.ERRORS_TOTAL;
            case SLOW -> slot == Slot.LATENCY_SELF || slot == Slot.LATENCY_TOTAL;
            case SLOW_DATABASE -> slot == Slot.CALLS_OWN;
            case CPU -> slot == Slot.CPU;
            case LEAK -> slot == Slot.MEMORY;
            case LOG_BURST -> slot == Slot.LOGS;
            case GC -> slot == Slot.GC;
            case SILENCE -> false;
        };
    }

    private void strangers(int index, @Nullable Weights weights) {
        for (GeneratedSeries.Family family : GeneratedSeries.Family.values()) {
            for (int perDay : POINTS_PER_DAY) {
                Draw draw = Draw.of(seed + 2, index * 100L + family.ordinal() * 10L + perDay % 7);
                stranger(family, perDay, draw, weights);
            }
        }
    }

    private void stranger(GeneratedSeries.Family family, int perDay, Draw draw, @Nullable Weights weights) {
        int points = Math.max(size.windows(), 2000);
        GeneratedSeries series =
                new GeneratedSeries(family, draw, perDay, weights == null ? 600 : Integer.MAX_VALUE / 2);
        SeriesBaseline baseline = new SeriesBaseline(Duration.ofDays(1));
        Residual residual = new Residual();
        float[] row = new float[Residual.FEATURES];
        long step = 86_400_000L / perDay;
        for (int i = 0; i < points; i++) {
            double value = series.next();
            baseline.step(SeriesKind.UNKNOWN, i * step, value, 1, 0, PointState.OK, false, residual);
            if (residual.judgement() == Judgement.FIRST) {
                continue;
            }
            residual.writeTo(row, 0);
            if (weights != null) {
                heldOut(draw, SeriesKind.UNKNOWN, weights.margin(row, 0) - weights.bias());
            } else if (series.event() && series.age() < 5 && (residual.fast() > VISIBLE || residual.slow() > VISIBLE)) {
                rows.add(row, 0, true);
            } else if (!series.event() && draw.chance(row[0] > HARD ? .2 : .01)) {
                rows.add(row, 0, false);
            }
        }
    }

    /** A chain whose series model is not there yet. */
    private static EntityChain chain(Duration season) {
        Weights none = new Weights(0, new float[Residual.FEATURES], new float[Residual.FEATURES], 0);
        return new EntityChain(season, new WeightsScorer(none), new Calibration(List.of(0.0, 1.0), List.of(0.0, 1.0)));
    }
}
