package dev.watchkeeper.jobs.features.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.record.Signal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalsTest {

    @ParameterizedTest
    @CsvSource({
        "jvm.cpu.recent_utilization, CPU",
        "process.cpu.time, CPU",
        "k8s.pod.cpu.usage, CPU",
        "container.cpu.usage, CPU",
        "jvm.memory.used, MEMORY",
        "k8s.pod.memory.working_set, MEMORY",
        "jvm.gc.duration, GC",
        "jvm.thread.count, THREADS",
        "db.client.connection.count, POOLS",
        "db.client.connections.usage, POOLS",
        "hikaricp.connections.active, POOLS",
        "http.server.request.duration, LATENCY",
        "queue.length, OTHER"
    })
    void metric_isOfItsSignal(String metric, Signal signal) {
        assertThat(Signals.of(metric)).isEqualTo(signal);
    }
}
