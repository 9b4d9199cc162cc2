package dev.watchkeeper.ingest.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class CollectorTopicsTest {

    @Test
    void exceptions_areFollowedByANewSession_andAnErrorIsToldOf() throws InterruptedException {
        AtomicInteger opened = new AtomicInteger();
        CollectorTopics topics = CollectorTopics.start(
                () -> {
                    if (opened.incrementAndGet() < 3) {
                        throw new KafkaException("down");
                    }
                    throw new OutOfMemoryError("not really");
                },
                Duration.ZERO);
        try (topics) {
            Awaitility.await().until(() -> !topics.alive());
        }
        assertThat(opened).hasValue(3);
    }
}
