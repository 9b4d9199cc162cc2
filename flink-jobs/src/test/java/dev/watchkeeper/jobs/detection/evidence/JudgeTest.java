package dev.watchkeeper.jobs.detection.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final long WINDOW = 10_000;
    private static final long NOW = 600_000;

    private final Judge judge = new Judge(DetectionConfig.thresholds(new Configuration()));

    @Test
    void failures_ofOneInFour_areAsStrongAsTheirLikelihoodRatio() {
        // 40 requests, 10 failed, 2 % taken as usual: 40·KL(.25 ‖ .02) = 40·(.25·ln 12.5 + .75·ln(.75/.98)) = 17.23
        Evidence found = judged(errors(0.25, 10, 4)).orElseThrow();

        assertThat(found.kind()).isEqualTo(EvidenceKind.OWN_ERRORS);
        assertThat(found.strength()).isCloseTo(Math.sqrt(2 * 17.23), within(0.02));
        assertThat(found.value()).isEqualTo(0.25);
    }

    @Test
    void failures_thatAreOver_areNoEvidence() {
        SeriesTrack track = errors(0.9, 10, 3);
        track = track.with(point(NOW, 0, 0, 0.01, 10), 60_000);

        assertThat(judge.at(track, NOW)).isEmpty();
    }

    @Test
    void failures_twoOfManyRequests_areNoEvidence() {
        assertThat(judged(errors(0.02, 100, 4))).isEmpty();
    }

    @Test
    void latency_ofOneOutlier_isNoEvidence() {
        assertThat(judged(latency("p50", 10, 0.005, 0.005, 0.5))).isEmpty();
    }

    @Test
    void latency_ofTwoSlowMedians_isEvidence() {
        Evidence found = judged(latency("p50", 10, 0.005, 0.5, 0.5)).orElseThrow();

        assertThat(found.kind()).isEqualTo(EvidenceKind.SELF_TIME);
        assertThat(found.strength()).isGreaterThan(5);
        assertThat(found.effect()).isEqualTo(1);
    }

    @Test
    void latency_ofTwoSlowMaximaAmongFewRequests_isWeak() {
        // Two slow requests of thirty: a p99 of ten requests is their maximum.
        Optional<Evidence> found = judged(latency("p99", 10, 0.005, 0.5, 0.5));

        assertThat(found.map(Evidence::strength).orElse(0.0)).isLessThan(3);
    }

    @Test
    void latency_thatNobodyFeels_isNoEvidence() {
        assertThat(judged(latency("p50", 100, 0.002, 0.010, 0.010))).isEmpty();
    }

    @Test
    void newestPoint_thatIsTooOld_isNoEvidence() {
        assertThat(judge.at(errors(1, 10, 4), NOW + 30_000)).isEmpty();
        assertThat(judge.at(errors(1, 10, 4), NOW + 29_999)).isPresent();
    }

    @Test
    void pointsAfterTheWindow_areLeftOut() {
        SeriesTrack track = errors(0, 10, 4).with(point(NOW + WINDOW, 1, 0, 0.01, 50), 60_000);

        assertThat(judge.at(track, NOW)).isEmpty();
        assertThat(judge.at(track, NOW + WINDOW)).isPresent();
    }

    private Optional<Evidence> judged(SeriesTrack track) {
        return judge.at(track, NOW);
    }

    private static SeriesTrack errors(double share, long count, int windows) {
        SeriesIdentity series = series("span.errors.self", "ratio", "1", Signal.ERRORS);
        SeriesTrack track = SeriesTrack.of(series, point(NOW - windows * WINDOW, 0, 0, 0.01, 0));
        for (int i = windows - 1; i >= 0; i--) {
            track = track.with(point(NOW - i * WINDOW, share, 0, 0.01, count), 60_000);
        }
        return new SeriesTrack(series, track.points().subList(1, track.points().size()));
    }

    private static SeriesTrack latency(String statistic, long count, double... seconds) {
        SeriesTrack track = null;
        for (int i = 0; i < seconds.length; i++) {
            JudgedPoint point = point(NOW - (seconds.length - 1 - i) * WINDOW, seconds[i], 0.004, 0.002, count);
            track = track == null
                    ? SeriesTrack.of(series("span.self", statistic, "s", Signal.LATENCY), point)
                    : track.with(point, 60_000);
        }
        return java.util.Objects.requireNonNull(track);
    }

    private static SeriesIdentity series(String metric, String statistic, String unit, Signal signal) {
        return new SeriesIdentity(
                "key",
                EntityKeys.service("default", "", "", "payment"),
                metric,
                Map.of(),
                statistic,
                unit,
                signal,
                null);
    }

    private static JudgedPoint point(long time, double value, double expected, double scale, long count) {
        return new JudgedPoint(time, value, expected, scale, 0, 0, 0, count, false, List.of());
    }
}
