package dev.watchkeeper.jobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;

class JobConfigTest {

    @Test
    void keys_andDefaults_areThese() {
        assertThat(JobConfig.all().stream()
                        .map(option -> option.key() + "=" + option.defaultValue())
                        .toList())
                .containsExactly(
                        "kafka.bootstrap.servers=127.0.0.1:9092",
                        "kafka.client.properties.file=",
                        "job.namespace=watchkeeper",
                        "kafka.transaction.timeout=PT10M",
                        "schema.registry.url=http://127.0.0.1:8081/apis/ccompat/v7",
                        "event-time.out-of-orderness=PT5S",
                        "checkpoint.interval=PT2S",
                        "checkpoint.dir=var/checkpoints",
                        "job.state-backend=hashmap",
                        "job.parallelism=1");
    }

    @Test
    void everyOption_isDescribed() {
        List<ConfigOption<?>> options = JobConfig.all();
        assertThat(options)
                .allSatisfy(option -> assertThat(option.description()).isNotNull());
    }

    @Test
    void settings_refuseKryoAndOperatorsWithoutUid() {
        Configuration settings = JobEnvironment.settings(new Configuration(), "features");
        assertThat(settings.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(settings.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    }
}
