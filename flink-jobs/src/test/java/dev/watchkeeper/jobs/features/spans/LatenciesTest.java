package dev.watchkeeper.jobs.features.spans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void quantiles_ofLognormalDurations_areWithinOnePercent(long seed) {
        Random random = new Random(seed);
        long[] nanos = new long[5_000];
        Latencies latencies = new Latencies();
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (long) (1e7 * Math.exp(random.nextGaussian() * 1.5));
            latencies.add(nanos[i]);
        }
        Arrays.sort(nanos);
        for (double quantile : new double[] {0.5, 0.95, 0.99}) {
            double exact = nanos[(int) (quantile * (nanos.length - 1))] / 1e9;
            assertThat(latencies.seconds(quantile)).isBetween(exact * 0.989, exact * 1.011);
        }
    }

    @Test
    void partials_mergedInAnyOrder_giveTheSameQuantiles() {
        Random random = new Random(7);
        Latencies[] parts = {new Latencies(), new Latencies(), new Latencies()};
        Latencies all = new Latencies();
        for (int i = 0; i < 999; i++) {
            long nanos = 1 + random.nextInt(1_000_000_000);
            parts[i % 3].add(nanos);
            all.add(nanos);
        }
        Latencies forwards = new Latencies();
        Latencies backwards = new Latencies();
        for (int i = 0; i < 3; i++) {
            forwards.merge(parts[i].encoded());
            backwards.merge(parts[2 - i].encoded());
        }
        for (double quantile : new double[] {0, 0.5, 0.95, 0.99, 1}) {
            assertThat(forwards.seconds(quantile)).isEqualTo(backwards.seconds(quantile));
            assertThat(forwards.seconds(quantile)).isEqualTo(all.seconds(quantile));
        }
        assertThat(forwards.count()).isEqualTo(999);
    }
}
