package dev.watchkeeper.jobs.features.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

    private static final double[] QUANTILES = {0.5, 0.95, 0.99};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void explicitQuantile_liesInTheBucketOfTheExactOne(long seed) {
        double[] values = lognormal(seed);
        List<Double> bounds = List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5);
        Long[] counts = new Long[bounds.size() + 1];
        Arrays.fill(counts, 0L);
        for (double value : values) {
            counts[bucket(bounds, value)]++;
        }
        ExplicitBuckets buckets = new ExplicitBuckets(bounds, List.of(counts), null, values[values.length - 1]);
        for (double quantile : QUANTILES) {
            double exact = values[(int) Math.ceil(quantile * values.length) - 1];
            int at = bucket(bounds, exact);
            double lower = at == 0 ? 0 : bounds.get(at - 1);
            double upper = at < bounds.size() ? bounds.get(at) : values[values.length - 1];
            assertThat(buckets.quantile(quantile)).isBetween(lower, upper);
        }
    }

    @Test
    void explicitQuantile_isLinearWithinItsBucket() {
        ExplicitBuckets buckets = new ExplicitBuckets(List.of(1.0, 2.0), List.of(0L, 10L, 0L), null, null);
        assertThat(buckets.quantile(0.5)).isEqualTo(1.5);
        assertThat(buckets.quantile(0.95)).isCloseTo(1.95, within(1e-12));
    }

    @Test
    void explicitQuantile_inTheLastBucket_isItsBoundOrTheGreatest() {
        assertThat(new ExplicitBuckets(List.of(1.0), List.of(0L, 4L), null, null).quantile(0.99))
                .isEqualTo(1.0);
        assertThat(new ExplicitBuckets(List.of(1.0), List.of(0L, 4L), null, 3.0).quantile(1))
                .isEqualTo(3.0);
    }

    @Test
    void emptyBuckets_haveNoQuantile() {
        assertThat(new ExplicitBuckets(List.of(1.0), List.of(0L, 0L), null, null).quantile(0.5))
                .isNaN();
        assertThat(new ExponentialBuckets(0, 0, new TreeMap<>(), new TreeMap<>()).quantile(0.5))
                .isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5})
    void exponentialQuantile_isWithinABucketOfTheExactOne(int scale) {
        double[] values = lognormal(scale);
        ExponentialBuckets buckets = exponential(scale, values);
        double base = Math.pow(2, Math.pow(2, -scale));
        for (double quantile : QUANTILES) {
            double exact = values[(int) Math.ceil(quantile * values.length) - 1];
            assertThat(buckets.quantile(quantile)).isBetween(exact / base, exact * base);
        }
    }

    @Test
    void exponentialDifference_acrossScales_isTakenAtTheCoarser() {
        double[] early = {0.3, 0.7, 3, 5};
        double[] later = {0.3, 0.7, 3, 5, 9, 17};
        ExponentialBuckets since = Objects.requireNonNull(exponential(0, later).since(exponential(3, early)));
        assertThat(since.scale()).isZero();
        assertThat(since.positive().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(2);
        assertThat(since.quantile(1)).isBetween(16.0, 32.0);
    }

    @Test
    void exponentialDifference_whereACountFell_isNone() {
        assertThat(exponential(1, new double[] {1, 2}).since(exponential(1, new double[] {1, 2, 2})))
                .isNull();
    }

    @Test
    void negativeAndZeroObservations_comeFirst() {
        ExponentialBuckets buckets = new ExponentialBuckets(
                0, 2, new TreeMap<>(java.util.Map.of(3, 4L)), new TreeMap<>(java.util.Map.of(1, 4L)));
        assertThat(buckets.quantile(0.2)).isBetween(-4.0, -2.0);
        assertThat(buckets.quantile(0.5)).isZero();
        assertThat(buckets.quantile(0.9)).isBetween(8.0, 16.0);
    }

    private static ExponentialBuckets exponential(int scale, double[] values) {
        TreeMap<Integer, Long> positive = new TreeMap<>();
        for (double value : values) {
            int index = (int) Math.ceil(Math.log(value) / Math.log(2) * Math.pow(2, scale)) - 1;
            positive.merge(index, 1L, Long::sum);
        }
        return new ExponentialBuckets(scale, 0, positive, new TreeMap<>());
    }

    private static int bucket(List<Double> bounds, double value) {
        List<Double> below = new ArrayList<>(bounds);
        below.removeIf(bound -> bound >= value);
        return below.size();
    }

    private static double[] lognormal(long seed) {
        Random random = new Random(seed);
        double[] values = new double[2_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.03 * Math.exp(random.nextGaussian());
        }
        Arrays.sort(values);
        return values;
    }
}
