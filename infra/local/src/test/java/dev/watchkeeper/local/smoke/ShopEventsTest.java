package dev.watchkeeper.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ShopEventsTest {

    private static final String EVENTS = """
            {"events":[
              {"timeMillis":1000,"kind":"out-of-memory","service":"order"},
              {"timeMillis":5000,"kind":"fault-on","service":"order"},
              {"timeMillis":6000,"kind":"out-of-memory","service":"payment"},
              {"timeMillis":7000,"kind":"out-of-memory","service":"order"},
              {"timeMillis":9000,"kind":"out-of-memory","service":"order"}]}""";

    @Test
    void firstOutOfMemory_isTheServicesOwn_andNotFromBefore() {
        assertThat(ShopEvents.firstOutOfMemory(EVENTS, "order", Instant.ofEpochMilli(4000)))
                .contains(Instant.ofEpochMilli(7000));
    }

    @Test
    void firstOutOfMemory_whereNoneCame_isNone() {
        assertThat(ShopEvents.firstOutOfMemory(EVENTS, "inventory", Instant.EPOCH))
                .isEmpty();
    }
}
