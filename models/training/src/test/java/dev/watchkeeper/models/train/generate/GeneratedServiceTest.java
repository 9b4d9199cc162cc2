package dev.watchkeeper.models.train.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.models.baseline.SeriesKind;
import dev.watchkeeper.schemas.record.PointState;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedServiceTest {

    /** Counts, and holds that a series never changes its kind. */
    private static final class Ledger implements Windows {
        final Map<Integer, SeriesKind> kinds = new HashMap<>();
        long windows;
        long silent;
        long points;

        @Override
        public void point(int series, SeriesKind kind, long time, double value, long count, PointState state) {
            SeriesKind before = kinds.putIfAbsent(series, kind);
            assertThat(before == null || before.equals(kind)).isTrue();
            assertThat(value).isFinite().isNotNegative();
            points++;
        }

        @Override
        public void end(long timeMillis, boolean isSilent) {
            windows++;
            silent += isSilent ? 1 : 0;
        }
    }

    @Test
    void anyService_keepsItsSeriesApart_andItsValuesSane() {
        for (int seed = 0; seed < 20; seed++) {
            Draw draw = Draw.of(8, seed);
            GeneratedService service = new GeneratedService(Profile.drawn(draw), draw, 1_700_000_000_000L);
            Ledger ledger = new Ledger();
            for (int i = 0; i < 2000; i++) {
                service.next(Effect.NONE, ledger);
            }
            assertThat(ledger.windows).isEqualTo(2000);
            assertThat(ledger.kinds).hasSizeBetween(15, 80);
        }
    }

    @Test
    void silentService_tellsNothing() {
        Draw draw = Draw.of(8, 1);
        GeneratedService service = new GeneratedService(Profile.drawn(draw), draw, 1_700_000_000_000L);
        Ledger ledger = new Ledger();
        service.next(Effect.of(FaultShape.SILENCE, 1, .5, .01), ledger);
        assertThat(ledger.points).isZero();
        assertThat(ledger.silent).isEqualTo(1);
    }
}
