package dev.watchkeeper.jobs.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeaturesConfigTest {

    @Test
    void keys_andDefaults_areThese() {
        assertThat(FeaturesConfig.all().stream()
                        .map(option -> option.key() + "=" + option.defaultValue())
                        .toList())
                .containsExactly(
                        "features.window=PT10S",
                        "features.join-delay=PT1S",
                        "features.trace.hold=PT1M",
                        "features.trace.max-spans=2000",
                        "features.series.max=500",
                        "features.callees.max=50",
                        "features.templates.max=200",
                        "features.forget.service=PT1H",
                        "features.forget.instance=PT5M");
    }

    @Test
    void everyOption_isDescribed() {
        assertThat(FeaturesConfig.all())
                .allSatisfy(option -> assertThat(option.description()).isNotNull());
    }
}
