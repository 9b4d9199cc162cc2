package dev.watchkeeper.schemas.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.record.Entity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeysTest {

    private static final Entity PAYMENT = EntityKeys.service("default", "demo", "shop", "payment");

    @Test
    void key_ofAService_namesEveryPart() {
        assertThat(EntityKeys.key(PAYMENT)).isEqualTo("default/service/demo/shop/payment");
    }

    @Test
    void key_withSlashesInAPart_isNoOtherEntitysKey() {
        Entity one = EntityKeys.service("default", "demo", "shop/eu", "payment");
        Entity other = EntityKeys.service("default", "demo", "shop", "eu/payment");
        assertThat(EntityKeys.key(one)).isNotEqualTo(EntityKeys.key(other));
    }

    @Test
    void service_ofAnInstance_isTheServiceAgain() {
        Entity instance = EntityKeys.instance(PAYMENT, "payment-1");
        assertThat(EntityKeys.key(instance)).isEqualTo("default/service_instance/demo/shop/payment/payment-1");
        assertThat(EntityKeys.service(instance)).isEqualTo(PAYMENT);
    }

    @Test
    void seriesKey_doesNotDependOnTheAttributesOrder() {
        Map<String, String> ab = new LinkedHashMap<>();
        ab.put("a", "1");
        ab.put("b", "x,y=z|");
        Map<String, String> ba = new LinkedHashMap<>();
        ba.put("b", "x,y=z|");
        ba.put("a", "1");
        assertThat(SeriesKeys.key(PAYMENT, "m", "p95", ab))
                .isEqualTo(SeriesKeys.key(PAYMENT, "m", "p95", ba))
                .isEqualTo("default/service/demo/shop/payment|m|p95|a=1,b=x%2Cy%3Dz%7C");
    }

    @Test
    void seriesKey_withSeparatorsInAnAttribute_isNoOtherSeriesKey() {
        assertThat(SeriesKeys.key(PAYMENT, "m", "p95", Map.of("a", "1,b=2")))
                .isNotEqualTo(SeriesKeys.key(PAYMENT, "m", "p95", Map.of("a", "1", "b", "2")));
    }
}
