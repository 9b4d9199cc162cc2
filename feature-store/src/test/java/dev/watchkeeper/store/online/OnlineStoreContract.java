package dev.watchkeeper.store.online;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.store.definition.FeatureViews;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every online store keeps to; a new implementation subclasses this. */
abstract class OnlineStoreContract {

    private static final Entity PAYMENT = EntityKeys.service("default", "demo", "shop", "payment");
    private static final Entity ORDER = EntityKeys.service("default", "demo", "shop", "order");
    private static final Instant END = Instant.parse("2026-01-01T00:00:10Z");

    private OnlineStore store;

    /** A store that holds nothing, and at most this many vectors. */
    protected abstract OnlineStore emptyStore(int maxVectors);

    @BeforeEach
    void open() {
        store = emptyStore(100);
    }

    @Test
    void latest_ofAnUnknownEntity_isMissing() {
        assertThat(latest(PAYMENT, END)).isEqualTo(new Latest.Missing(EntityKeys.key(PAYMENT)));
    }

    @Test
    void latest_afterPut_isFreshWithItsAge() {
        store.put(vector(PAYMENT, END, 1));
        assertThat(latest(PAYMENT, END.plusSeconds(7)))
                .isEqualTo(new Latest.Fresh(vector(PAYMENT, END, 1), Duration.ofSeconds(7)));
    }

    @Test
    void latest_atTheLimitOfFreshness_isFresh_andStaleOneMillisecondLater() {
        store.put(vector(PAYMENT, END, 1));
        Instant limit = END.plus(FeatureViews.SERVICE.freshFor());
        assertThat(latest(PAYMENT, limit)).isInstanceOf(Latest.Fresh.class);
        assertThat(latest(PAYMENT, limit.plusMillis(1))).isInstanceOf(Latest.Stale.class);
    }

    @Test
    void put_ofAnOlderWindow_changesNothing_whateverTheOrder() {
        store.put(vector(PAYMENT, END, 2));
        store.put(vector(PAYMENT, END.minusSeconds(10), 1));
        assertThat(latest(PAYMENT, END)).isEqualTo(new Latest.Fresh(vector(PAYMENT, END, 2), Duration.ZERO));
    }

    @Test
    void put_twice_isLikeOnce() {
        store.put(vector(PAYMENT, END, 1));
        store.put(vector(PAYMENT, END, 1));
        assertThat(store.all(FeatureViews.SERVICE, "default")).containsExactly(vector(PAYMENT, END, 1));
    }

    @Test
    void all_listsEveryEntity_byKey() {
        store.put(vector(PAYMENT, END, 1));
        store.put(vector(ORDER, END, 2));
        assertThat(store.all(FeatureViews.SERVICE, "default"))
                .extracting(vector -> vector.getEntity().getName())
                .containsExactly("order", "payment");
    }

    @Test
    void all_listsNoOtherTenantsEntities() {
        store.put(vector(PAYMENT, END, 1));
        store.put(vector(EntityKeys.service("acme", "demo", "shop", "payment"), END, 2));
        assertThat(store.all(FeatureViews.SERVICE, "acme"))
                .singleElement()
                .satisfies(vector -> assertThat(vector.getEntity().getTenant()).isEqualTo("acme"));
        assertThat(store.all(FeatureViews.SERVICE, "nobody")).isEmpty();
    }

    @Test
    void put_beyondTheBound_forgetsTheOldestWindow_notTheFirstWritten() {
        store = emptyStore(2);
        Entity cart = EntityKeys.service("default", "demo", "shop", "cart");
        store.put(vector(PAYMENT, END, 1));
        store.put(vector(ORDER, END.plusSeconds(10), 1));
        store.put(vector(PAYMENT, END.plusSeconds(20), 2)); // no third vector: the entity's newest
        assertThat(store.all(FeatureViews.SERVICE, "default")).hasSize(2);

        store.put(vector(cart, END.plusSeconds(20), 1));
        assertThat(latest(ORDER, END.plusSeconds(20))).isEqualTo(new Latest.Missing(EntityKeys.key(ORDER)));
        assertThat(latest(PAYMENT, END.plusSeconds(20))).isInstanceOf(Latest.Fresh.class);
        assertThat(latest(cart, END.plusSeconds(20))).isInstanceOf(Latest.Fresh.class);

        store.put(vector(ORDER, END, 1)); // older than all that is kept
        assertThat(latest(ORDER, END)).isEqualTo(new Latest.Missing(EntityKeys.key(ORDER)));
        assertThat(store.all(FeatureViews.SERVICE, "default")).hasSize(2);
    }

    private Latest latest(Entity entity, Instant now) {
        return store.latest(FeatureViews.SERVICE, EntityKeys.key(entity), now);
    }

    private static FeatureVector vector(Entity entity, Instant end, double requestRate) {
        List<Double> values = new ArrayList<>();
        FeatureViews.SERVICE.featureSet().features().forEach(feature -> values.add(null));
        values.set(FeatureViews.SERVICE.featureSet().index("request_rate"), requestRate);
        return FeatureVector.newBuilder()
                .setEntity(entity)
                .setFeatureSet(FeatureViews.SERVICE.featureSet().reference())
                .setWindowStartMillis(end.minusSeconds(10).toEpochMilli())
                .setWindowEndMillis(end.toEpochMilli())
                .setValues(values)
                .build();
    }
}
