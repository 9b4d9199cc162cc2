package dev.watchkeeper.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.Signal;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesBaselineTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final SeriesKind OTHER = SeriesKind.UNKNOWN;
    private static final SeriesKind CPU = SeriesKind.of(Signal.CPU, "jvm.cpu.recent_utilization", "1", "value", "");
    private static final SeriesKind HEAP = SeriesKind.of(Signal.MEMORY, "jvm.memory.used", "By", "floor", "");
    private static final SeriesKind WARN = SeriesKind.of(Signal.LOGS, "log.lines", "{line}/s", "rate", "WARN");

    private final SplittableRandom random = new SplittableRandom(17);

    private Walk noise(SeriesKind kind, double level, double deviation, int points) {
        Walk walk = new Walk(kind, DAY, 10_000);
        for (int i = 0; i < points; i++) {
            walk.next(level + deviation * random.nextGaussian());
        }
        return walk;
    }

    @Test
    void noise_afterAnHour_isScoredInItsOwnScale() {
        Walk walk = noise(OTHER, 100, 5, 400);
        assertThat(walk.residual.judgement()).isEqualTo(Judgement.SCORED);
        assertThat(walk.residual.expected()).isCloseTo(100, within(4.0));
        assertThat(walk.residual.scale()).isCloseTo(5, within(1.0));
        assertThat(walk.residual.upper() - walk.residual.lower())
                .isCloseTo(2 * SeriesBaseline.BAND * walk.residual.scale(), within(1e-9));
    }

    @Test
    void spike_isOddAtOnce_andTheNextPointIsNot() {
        Walk walk = noise(OTHER, 100, 5, 400);
        assertThat(walk.next(200).fast()).isGreaterThan(12);
        assertThat(walk.residual.jump()).isGreaterThan(8);
        assertThat(walk.residual.sustained()).isLessThan(3);
        assertThat(walk.next(100).fast()).isLessThan(3);
        assertThat(walk.residual.jump()).isLessThan(1);
    }

    @Test
    void shift_staysOdd_andIsSustainedFromItsThirdPoint() {
        Walk walk = noise(OTHER, 100, 5, 400);
        walk.next(160);
        walk.next(160);
        assertThat(walk.residual.sustained()).isLessThan(4);
        assertThat(walk.next(160).sustained()).isGreaterThan(8);
        for (int i = 0; i < 10; i++) {
            walk.next(160);
        }
        assertThat(walk.residual.fast()).isGreaterThan(6);
        assertThat(walk.residual.slow()).isGreaterThan(8);
        assertThat(walk.residual.run()).isEqualTo(13);
    }

    @Test
    void shift_whileFrozen_isHardlyLearned() {
        Walk walk = noise(OTHER, 100, 5, 400);
        for (int i = 0; i < 300; i++) {
            walk.next(160, PointState.OK, true);
        }
        assertThat(walk.residual.expected()).isLessThan(115);
    }

    @Test
    void shift_frozenForTooLong_becomesTheNewNormal() {
        Walk walk = noise(OTHER, 100, 5, 400);
        for (int i = 0; i < SeriesBaseline.FROZEN_POINTS + 400; i++) {
            walk.next(160, PointState.OK, true);
        }
        assertThat(walk.residual.expected()).isCloseTo(160, within(5.0));
    }

    @Test
    void coldStart_hasAWiderBand_andIsMarked() {
        Walk walk = new Walk(OTHER, DAY, 10_000);
        assertThat(walk.next(100).judgement()).isEqualTo(Judgement.FIRST);
        assertThat(walk.next(101).coldStart()).isTrue();
        double early = walk.residual.scale();
        for (int i = 2; i < 63; i++) {
            walk.next(100 + random.nextGaussian());
        }
        assertThat(walk.next(100).coldStart()).isTrue();
        assertThat(walk.next(100).judgement()).isEqualTo(Judgement.SCORED);
        assertThat(walk.residual.scale()).isLessThan(early / 5);
    }

    @Test
    void warningsNeverSeenBefore_areJudgedFromTheirFirstPoint() {
        Walk walk = new Walk(WARN, DAY, 10_000);
        walk.baseline.step(WARN, Walk.START, 25, 250, 10_000, PointState.OK, false, walk.residual);
        assertThat(walk.residual.judgement()).isEqualTo(Judgement.COLD);
        assertThat(walk.residual.expected()).isZero();
        assertThat(walk.residual.fast()).isGreaterThan(10);
    }

    @Test
    void season_isUsedOnceSeenInFull_andExpectsThePeak() {
        Walk walk = new Walk(OTHER, HALF_HOUR, 10_000);
        for (int i = 0; i < 200; i++) {
            walk.next(seasonal(walk));
            assertThat(walk.baseline.seasonal()).isFalse();
        }
        double worst = 0;
        for (int i = 200; i < 1080; i++) {
            walk.next(seasonal(walk));
            worst = i < 720 ? 0 : Math.max(worst, Math.abs(walk.residual.expected() - walk.residual.value()));
        }
        assertThat(walk.baseline.seasonal()).isTrue();
        assertThat(worst).isLessThan(30);
    }

    private double seasonal(Walk walk) {
        double phase = walk.phase(HALF_HOUR);
        return 200 + 150 * Math.max(0, Math.sin(2 * Math.PI * phase)) + 3 * random.nextGaussian();
    }

    @Test
    void season_ofMereNoise_isNotUsed() {
        Walk walk = new Walk(OTHER, HALF_HOUR, 10_000);
        for (int i = 0; i < 1500; i++) {
            walk.next(100 + 5 * random.nextGaussian());
        }
        assertThat(walk.baseline.seasonal()).isFalse();
    }

    @Test
    void leak_ofAHeapFloor_isOddLongBeforeTheHeapIsFull() {
        Walk walk = noise(HEAP, 20e6, 4e5, 540);
        int needed = 0;
        for (int i = 1; i <= 30; i++) {
            walk.next(20e6 + 44e6 * i / 30);
            if (needed == 0 && walk.residual.slow() > 6) {
                needed = i;
            }
        }
        assertThat(needed).isBetween(2, 15);
        assertThat(walk.residual.growth()).isGreaterThan(4);
        assertThat(walk.residual.growthShare()).isGreaterThan(.5);
    }

    @Test
    void growth_ofASteadyHeap_isNone() {
        Walk walk = noise(HEAP, 20e6, 4e5, 540);
        assertThat(walk.residual.growth()).isLessThan(1);
    }

    @Test
    void fall_ofCpu_countsLittle() {
        Walk walk = noise(CPU, .5, .02, 400);
        walk.next(.1);
        assertThat(walk.residual.signed()).isLessThan(-3);
        assertThat(walk.residual.fast()).isCloseTo(-walk.residual.signed() * CPU.fallWeight(), within(1e-9));
    }

    @Test
    void restart_letsAHeapBeginAnew_withoutBeingOdd() {
        Walk walk = noise(HEAP, 40e6, 4e5, 400);
        walk.next(8e6, PointState.RESTART, false);
        assertThat(walk.residual.judgement()).isEqualTo(Judgement.SETTLING);
        double worst = 0;
        for (int i = 0; i < 60; i++) {
            walk.next(20e6 + 4e5 * random.nextGaussian());
            worst = i < 3 ? 0 : Math.max(worst, walk.residual.fast());
        }
        assertThat(worst).isLessThan(5);
        assertThat(walk.residual.expected()).isCloseTo(20e6, within(2e6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void value_thatIsNoNumber_isAGapAndLeavesNoTrace(double value) {
        Walk walk = noise(OTHER, 100, 5, 100);
        byte[] before = BaselineBytes.toBytes(walk.baseline);
        assertThat(walk.next(value).judgement()).isEqualTo(Judgement.GAP);
        assertThat(walk.residual.fast()).isZero();
        assertThat(BaselineBytes.toBytes(walk.baseline)).isEqualTo(before);
    }

    @Test
    void point_notLaterThanTheLast_isNotJudged() {
        Walk walk = noise(OTHER, 100, 5, 100);
        byte[] before = BaselineBytes.toBytes(walk.baseline);
        assertThat(walk.after(0, 500, PointState.OK, false).judgement()).isEqualTo(Judgement.LATE);
        assertThat(BaselineBytes.toBytes(walk.baseline)).isEqualTo(before);
    }

    @Test
    void reset_isNotJudged_andNotLearned() {
        Walk walk = noise(OTHER, 100, 5, 100);
        assertThat(walk.next(1e9, PointState.RESET, false).judgement()).isEqualTo(Judgement.RESET);
        assertThat(walk.next(100).expected()).isCloseTo(100, within(5.0));
    }

    @Test
    void gap_ofManyIntervals_widensTheBandForAWhile() {
        Walk walk = noise(OTHER, 100, 5, 400);
        double usual = walk.residual.scale();
        walk.after(600_000, 100, PointState.OK, false);
        assertThat(walk.residual.judgement()).isEqualTo(Judgement.SETTLING);
        assertThat(walk.residual.scale()).isGreaterThan(2 * usual);
        for (int i = 0; i < 12; i++) {
            walk.next(100);
        }
        assertThat(walk.residual.judgement()).isEqualTo(Judgement.SCORED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 10_000, 60_000, 300_000, 3_600_000})
    void sampling_ofAnyLength_withJitterAndGaps_keepsNormalPointsNormal(long step) {
        Walk walk = new Walk(OTHER, DAY, step);
        int odd = 0;
        for (int i = 0; i < 4000; i++) {
            long jittered = step + (long) (step * .2 * (random.nextDouble() - .5));
            long gap = random.nextDouble() < .05 ? step : 0;
            walk.after(jittered + gap, 100 + 5 * random.nextGaussian(), PointState.OK, false);
            odd += walk.residual.fast() > 6 ? 1 : 0;
        }
        assertThat(odd).isZero();
        assertThat(walk.baseline.intervalMillis()).isCloseTo(step, within(step * .15));
        assertThat(walk.next(200).fast()).isGreaterThan(12);
    }

    @Test
    void constantSeries_thatChangesALittle_isNotInfinitelyOdd() {
        Walk walk = new Walk(OTHER, DAY, 10_000);
        for (int i = 0; i < 1000; i++) {
            walk.next(1000);
        }
        assertThat(walk.next(1001).fast()).isLessThan(1);
    }
}
