package dev.watchkeeper.review.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.review.console.chart.Sparkline.Points;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SparklineTest {

    private static final float NAN = Float.NaN;

    @Test
    void onePoint_isNoLine() {
        assertThat(Sparkline.of(points(new float[] {1}), 0, 10_000, null)).isNull();
    }

    @Test
    void missingPoint_breaksTheLine() {
        Sparkline spark = drawn(points(new float[] {1, 2, NAN, 3, 4}), 50_000, null);
        assertThat(spark.line().chars().filter(c -> c == 'M')).hasSize(2);
    }

    @Test
    void flatSeries_isDrawnInsideTheBox() {
        Sparkline spark = drawn(points(new float[] {5, 5, 5}), 30_000, null);
        assertThat(spark.line()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void onsetOutsideTheTime_isLeftOut() {
        assertThat(drawn(points(new float[] {1, 2}), 10_000, 20_000L).onset()).isNull();
        assertThat(drawn(points(new float[] {1, 2}), 10_000, 5_000L).onset()).isEqualTo(60.0);
    }

    @Test
    void alertingPart_isDrawnOnTop() {
        Points points = points(new float[] {1, 1, 9, 9});
        points.alerting()[2] = true;
        points.alerting()[3] = true;
        Sparkline spark = drawn(points, 30_000, null);
        assertThat(spark.alerting()).startsWith("M80.0").contains("L120.0");
    }

    private static Sparkline drawn(Points points, long toMillis, @Nullable Long onsetMillis) {
        return Objects.requireNonNull(Sparkline.of(points, 0, toMillis, onsetMillis));
    }

    private static Points points(float[] values) {
        long[] times = new long[values.length];
        float[] edges = new float[values.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * 10_000L;
            edges[i] = NAN;
        }
        return new Points(times, values, edges.clone(), edges, new boolean[values.length]);
    }
}
