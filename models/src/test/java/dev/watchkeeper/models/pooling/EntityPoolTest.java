package dev.watchkeeper.models.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.watchkeeper.models.baseline.SeriesKind;
import dev.watchkeeper.schemas.featureset.FeatureSet;
import dev.watchkeeper.schemas.featureset.FeatureSets;
import dev.watchkeeper.schemas.record.Signal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EntityPoolTest {

    private static final SeriesKind SELF = SeriesKind.of(Signal.LATENCY, "span.self", "s", "p95", "");
    private static final SeriesKind TOTAL = SeriesKind.of(Signal.LATENCY, "span.duration", "s", "p95", "");
    private static final SeriesKind CPU = SeriesKind.of(Signal.CPU, "jvm.cpu.recent_utilization", "1", "value", "");
    private static final SeriesKind OTHER = SeriesKind.UNKNOWN;

    private final EntityPool<String> pool = new EntityPool<>();
    private final float[] row = new float[EntityPool.FEATURES];

    private float feature(String name) {
        return row[EntityPool.featureNames().indexOf(name)];
    }

    @Test
    void featureNames_areThoseOfTheFeatureSet() {
        assertThat(EntityPool.featureNames())
                .isEqualTo(FeatureSets.byReference(EntityPool.FEATURE_SET).features().stream()
                        .map(FeatureSet.Feature::name)
                        .toList());
    }

    @Test
    void row_oneSeries_holdsItsSurprise() {
        pool.add(CPU, 3.5, "cpu");
        pool.writeTo(row, 0);
        assertThat(feature("cpu_top")).isEqualTo(3.5f);
        assertThat(feature("cpu_second")).isZero();
        assertThat(feature("cpu_upper")).isZero();
    }

    @Test
    void row_fourSeries_subtractsWhatManyWouldReach() {
        for (int i = 1; i <= 4; i++) {
            pool.add(CPU, i, "cpu" + i);
        }
        pool.writeTo(row, 0);
        assertThat(feature("cpu_top")).isCloseTo((float) (4 - Math.log10(4)), within(1e-6f));
        assertThat(feature("cpu_second")).isCloseTo((float) (3 - Math.log10(2)), within(1e-6f));
        assertThat(feature("cpu_upper")).isEqualTo(3);
    }

    @Test
    void row_ofNormalSeries_isAboutTheSameForFewAndMany() {
        assertThat(meanTop(5000)).isCloseTo(meanTop(5), within(.15));
    }

    private double meanTop(int series) {
        SplittableRandom random = new SplittableRandom(3);
        double sum = 0;
        for (int trial = 0; trial < 300; trial++) {
            pool.clear();
            for (int i = 0; i < series; i++) {
                pool.add(CPU, -Math.log10(1 - random.nextDouble()), "s");
            }
            pool.writeTo(row, 0);
            sum += feature("cpu_top");
        }
        return sum / 300;
    }

    @Test
    void row_hugeSurprise_isBounded() {
        pool.add(CPU, 12, "cpu");
        pool.silent(40);
        pool.writeTo(row, 0);
        assertThat(feature("cpu_top")).isEqualTo((float) EntityPool.MOST);
        assertThat(feature("silence")).isEqualTo((float) EntityPool.MOST);
    }

    @Test
    void totalLatency_withoutSelfTime_standsIn() {
        pool.add(TOTAL, 4, "total");
        pool.writeTo(row, 0);
        assertThat(feature("latency_self_top")).isEqualTo(4);
    }

    @Test
    void totalLatency_besideSelfTime_onlySupports() {
        pool.add(TOTAL, 4, "total");
        pool.add(SELF, 1, "self");
        pool.writeTo(row, 0);
        assertThat(feature("latency_self_top")).isEqualTo(1);
        assertThat(feature("latency_total_top")).isEqualTo(4);
    }

    @Test
    void entity_withNothingThatOpens_standsForItselfByAll() {
        pool.add(OTHER, 5, "m1");
        pool.writeTo(row, 0);
        assertThat(feature("lone_top")).isEqualTo(5);
    }

    @Test
    void entity_withSomethingThatOpens_hasNoLoneFeature() {
        pool.add(OTHER, 5, "m1");
        pool.add(CPU, 0, "cpu");
        pool.writeTo(row, 0);
        assertThat(feature("lone_top")).isZero();
    }

    @Test
    void clear_forgetsTheWindow() {
        pool.add(CPU, 5, "cpu");
        pool.silent(3);
        pool.clear();
        pool.writeTo(row, 0);
        assertThat(row).containsOnly(0);
        assertThat(pool.shares(SignalGroup.CPU)).isEmpty();
    }

    @Test
    void shares_nameTheSeries_greatestFirst_andAddUp() {
        pool.add(SELF, 1, "a");
        pool.add(SELF, 6, "b");
        pool.add(TOTAL, 3, "c");
        pool.writeTo(row, 0);
        assertThat(pool.shares(SignalGroup.LATENCY))
                .first()
                .extracting(EntityPool.Share::series)
                .isEqualTo("b");
        assertThat(pool.shares(SignalGroup.LATENCY).stream()
                        .mapToDouble(EntityPool.Share::share)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void shares_ofManySeries_areThoseOfTheMostSurprising() {
        for (int i = 0; i < 1000; i++) {
            pool.add(CPU, i * .001, "s" + i);
        }
        pool.writeTo(row, 0);
        assertThat(pool.shares(SignalGroup.CPU)).hasSize(EntityPool.REMEMBERED);
        assertThat(pool.shares(SignalGroup.CPU))
                .anyMatch(share -> share.series().equals("s999"));
    }
}
