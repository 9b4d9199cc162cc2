package dev.watchkeeper.review.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.store.online.InMemoryOnlineStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadModelsTest {

    private static final Entity PAYMENT = EntityKeys.service("default", "", "", "payment");

    @Test
    void series_beyondTheBound_theLongestSilentGoes() {
        LiveSeries live = new LiveSeries(2);
        live.accept(score("a", 10, null));
        live.accept(score("b", 10, null));
        live.accept(score("a", 20, null));
        live.accept(score("c", 20, null));
        assertThat(live.series("b")).isEmpty();
        assertThat(live.series("a")).isPresent();
    }

    @Test
    void unscoredSeries_leavesTheListOnceItIsScored() {
        LiveSeries live = new LiveSeries(10);
        live.accept(score("a", 10, "too few points"));
        live.accept(score("a", 20, "too few points"));
        assertThat(live.unscored()).singleElement().satisfies(each -> {
            assertThat(each.sinceMillis()).isEqualTo(10);
            assertThat(each.lastMillis()).isEqualTo(20);
        });
        live.accept(score("a", 30, null));
        assertThat(live.unscored()).isEmpty();
        assertThat(live.scoredSeries()).isOne();
    }

    @Test
    void silentSeries_isNotCountedAsScored() {
        LiveSeries live = new LiveSeries(10);
        live.accept(score("a", 0, null));
        live.accept(score("b", LiveSeries.LIVE_MILLIS, null));
        assertThat(live.scoredSeries()).isEqualTo(2);
        live.accept(score("b", LiveSeries.LIVE_MILLIS + 1, null));
        assertThat(live.scoredSeries()).isOne();
    }

    @Test
    void heartbeat_isNoScoredSeries() {
        LiveSeries live = new LiveSeries(10);
        live.accept(Score.newBuilder(score("h", 50, "no model judges it"))
                .setEntity(EntityKeys.synthetic("default"))
                .build());
        assertThat(live.heartbeatMillis()).isEqualTo(50);
        assertThat(live.newestMillis()).isZero();
        assertThat(live.unscored()).isEmpty();
    }

    @Test
    void firstVersion_isNoDeployment_theNextIs() {
        Entities entities = new Entities(10, new InMemoryOnlineStore(10), "default");
        entities.accept(vector(10, "1"));
        entities.accept(vector(20, "1"));
        assertThat(entities.deployments(0)).isEmpty();
        entities.accept(vector(30, "1", "2"));
        assertThat(entities.deployments(0)).singleElement().satisfies(seen -> {
            assertThat(seen.version()).isEqualTo("2");
            assertThat(seen.before()).containsExactly("1");
        });
    }

    @Test
    void incident_olderRevisionAfterANewer_addsNothing() {
        IncidentHistory history = new IncidentHistory(10);
        assertThat(history.accept(incident("a", 2, 10, IncidentState.CLOSED))).isTrue();
        assertThat(history.accept(incident("a", 1, 10, IncidentState.OPEN))).isFalse();
        assertThat(history.open()).isEmpty();
    }

    @Test
    void incidents_beyondTheBound_theOldestThatIsOverGoes() {
        IncidentHistory history = new IncidentHistory(2);
        history.accept(incident("open", 1, 1, IncidentState.OPEN));
        history.accept(incident("old", 1, 2, IncidentState.CLOSED));
        history.accept(incident("new", 1, 3, IncidentState.CLOSED));
        assertThat(history.all()).extracting(Incident::getId).containsExactly("new", "open");
    }

    @Test
    void late_standsApartFromRefused_andCountsAddUp() {
        Refusals refusals = new Refusals();
        refusals.accept(rejected("LATE_EVENT", 3));
        refusals.accept(rejected("LATE_EVENT", 4));
        refusals.accept(rejected("NOT_OTLP", 0));
        assertThat(refusals.late()).extracting(Refusals.Reason::count).containsExactly(7L);
        assertThat(refusals.refused()).extracting(Refusals.Reason::count).containsExactly(1L);
    }

    @Test
    void floodOfReasons_staysBounded() {
        Refusals refusals = new Refusals();
        for (int i = 0; i < 1_000; i++) {
            refusals.accept(rejected("R" + i, 1));
        }
        List<Refusals.Reason> reasons = refusals.refused();
        assertThat(reasons).hasSizeLessThanOrEqualTo(201);
        assertThat(reasons.stream().mapToLong(Refusals.Reason::count).sum()).isEqualTo(1_000);
    }

    private static Score score(String series, long time, @Nullable String notScored) {
        return Score.newBuilder()
                .setEntity(PAYMENT)
                .setSeries(series)
                .setMetric("m")
                .setTimeMillis(time)
                .setMargin(0)
                .setScore(0)
                .setHeldScore(0)
                .setPValue(1)
                .setAlerting(false)
                .setModel("m@1")
                .setNotScored(notScored)
                .build();
    }

    private static FeatureVector vector(long end, String... versions) {
        return FeatureVector.newBuilder()
                .setEntity(PAYMENT)
                .setFeatureSet("service@1")
                .setWindowStartMillis(end - 10)
                .setWindowEndMillis(end)
                .setValues(new ArrayList<>())
                .setVersions(List.of(versions))
                .build();
    }

    private static Incident incident(String id, int revision, long opened, IncidentState state) {
        return Incident.newBuilder()
                .setId(id)
                .setTenant("default")
                .setRevision(revision)
                .setState(state)
                .setOpenedAtMillis(opened)
                .setUpdatedAtMillis(opened)
                .setSentence("s")
                .setCertainty(1)
                .setPValue(0)
                .setAlerts(List.of())
                .setCauses(List.of())
                .setCalls(List.of())
                .setModels(List.of())
                .build();
    }

    private static Rejected rejected(String reason, int count) {
        return Rejected.newBuilder()
                .setSource("s")
                .setReason(reason)
                .setFault(Fault.SENDER)
                .setDetail("d")
                .setWhere("w")
                .setTimeMillis(1)
                .setSize(1)
                .setBytes(ByteBuffer.allocate(0))
                .setCount(count)
                .build();
    }
}
