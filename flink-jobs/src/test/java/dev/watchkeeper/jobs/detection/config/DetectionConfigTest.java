package dev.watchkeeper.jobs.detection.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class DetectionConfigTest {

    @Test
    void keys_haveTheseDefaults() {
        String keys = DetectionConfig.all().stream()
                .map(option -> option.key() + " = " + option.defaultValue())
                .collect(Collectors.joining("\n"));

        assertThat(keys).isEqualTo("""
                        detection.batch.rows = 256
                        detection.batch.wait = PT0.2S
                        detection.models.folder =\s
                        detection.season = PT24H
                        detection.window = PT10S
                        detection.newest-point = PT30S
                        detection.horizon = PT1M
                        detection.alert.open-strength = 5.0
                        detection.alert.open-failures = 4.0
                        detection.alert.keep-strength = 3.5
                        detection.alert.strong-strength = 8.0
                        detection.alert.strong-share = 0.9
                        detection.alert.agree-surprise = 2.0
                        detection.alert.quiet = PT2M
                        detection.silence.windows = 2
                        detection.silence.gaps = 2.0
                        detection.silence.traffic-kept = 0.7
                        detection.forget.instance = PT10M
                        detection.forget.entity = PT2H
                        detection.forget.series = PT24H
                        detection.start-grace = PT1M
                        detection.cold = PT3M
                        detection.floor.latency-seconds = 0.02
                        detection.floor.latency-ratio = 1.6
                        detection.floor.errors = 0.05
                        detection.floor.error-prior = 0.02
                        detection.floor.cpu = 0.1
                        detection.floor.memory-growth = 0.15
                        detection.floor.memory-bytes = 4000000.0
                        detection.floor.gc = 0.03
                        detection.floor.log-lines = 3.0
                        detection.floor.log-ratio = 3.0
                        detection.floor.traffic-drop = 0.3
                        detection.floor.traffic-rise = 3.0
                        detection.incident.join = PT5M
                        detection.incident.supersede = 3.0
                        detection.incident.supersede-after = PT2M
                        detection.incident.edges = PT30M
                        detection.incident.refresh = PT30S
                        detection.not-scored = PT5M""");
    }

    @Test
    void keepStrength_aboveWhatOpens_isRefused() {
        Configuration config = new Configuration();
        config.set(DetectionConfig.KEEP_STRENGTH, 4.5);

        assertThatThrownBy(() -> DetectionConfig.thresholds(config)).hasMessageContaining("would flap");
    }
}
