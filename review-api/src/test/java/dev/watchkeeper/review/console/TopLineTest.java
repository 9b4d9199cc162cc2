package dev.watchkeeper.review.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.review.console.page.Tone;
import dev.watchkeeper.review.console.page.TopLine;
import dev.watchkeeper.review.console.page.Waiting;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.evidence.EvidenceBounds;
import dev.watchkeeper.review.evidence.Progress;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import dev.watchkeeper.store.online.InMemoryOnlineStore;
import org.junit.jupiter.api.Test;

class TopLineTest {

    private static final Waiting ONE = new Waiting(1, new Waiting.Next("Page payments?", "/reviews/7", 0), true);

    private final Shop shop = new Shop(1_764_000_000_000L);
    private final Evidence evidence = shop.evidence();

    @Test
    void waitingReview_comesFirst() {
        TopLine line = TopLine.of(evidence, ONE, shop.now);
        assertThat(plain(line.sentence())).isEqualTo("1 review waits for you");
        assertThat(plain(TopLine.of(evidence, new Waiting(1, ONE.next(), false), shop.now)
                        .sentence()))
                .as("who may not answer")
                .isEqualTo("1 review waits for a reviewer");
        assertThat(line.tone()).isEqualTo(Tone.ASK);
        assertThat(line.href()).isEqualTo("/reviews/7");
        assertThat(plain(line.more())).isEqualTo("Page payments? · 1 incident open");
    }

    @Test
    void openIncident_withoutReview_isNamed() {
        TopLine line = TopLine.of(evidence, Waiting.NONE, shop.now);
        assertThat(line.tone()).isEqualTo(Tone.ODD);
        assertThat(plain(line.sentence())).isEqualTo("1 incident is open");
        assertThat(line.more()).isEqualTo("payment: errors 0.3 % → 24 %");
    }

    @Test
    void heartbeat_asOldAsTheBound_isInTime() {
        assertThat(TopLine.of(evidence, ONE, shop.now + TopLine.BLIND_AFTER_MILLIS)
                        .tone())
                .isEqualTo(Tone.ASK);
    }

    @Test
    void heartbeat_oneMillisecondOlder_isBlind() {
        TopLine line = TopLine.of(evidence, ONE, shop.now + TopLine.BLIND_AFTER_MILLIS + 1);
        assertThat(line.tone()).isEqualTo(Tone.BAD);
        assertThat(line.sentence()).isEqualTo("The platform is blind");
        assertThat(line.sinceMillis()).isEqualTo(shop.now);
        assertThat(plain(line.more())).isEqualTo("1 review waits · 1 incident open before that");
    }

    @Test
    void closedIncident_quietSinceItsEnd() {
        evidence.accept(Incident.newBuilder(shop.incident().build())
                .setRevision(5)
                .setState(IncidentState.CLOSED)
                .setClosedAtMillis(shop.now - 60_000)
                .build());
        TopLine line = TopLine.of(evidence, Waiting.NONE, shop.now);
        assertThat(line.tone()).isEqualTo(Tone.CALM);
        assertThat(plain(line.sentence() + " " + line.more())).isEqualTo("Quiet for 1 min");
        assertThat(line.scored()).isEqualTo(15);
        assertThat(line.scoredAtMillis()).isEqualTo(shop.now);
    }

    @Test
    void nothingEverCameThrough_isNotCalledQuiet() {
        Evidence nothing = new Evidence(EvidenceBounds.DEFAULT, new InMemoryOnlineStore(100), "default");
        assertThat(TopLine.of(nothing, Waiting.NONE, shop.now).sentence()).startsWith("Reading what happened so far");
        nothing.progress(Progress.LIVE);
        assertThat(TopLine.of(nothing, Waiting.NONE, shop.now).tone()).isEqualTo(Tone.BAD);
        nothing.accept(Shop.heartbeat(shop.now));
        assertThat(TopLine.of(nothing, Waiting.NONE, shop.now).sentence())
                .isEqualTo("The platform is alive, and no series is scored yet");
    }

    @Test
    void brokerAway_isSaid() {
        evidence.progress(new Progress(false, 0, "the broker does not answer"));
        assertThat(TopLine.of(evidence, ONE, shop.now).sentence())
                .isEqualTo("The console cannot read: the broker does not answer");
    }

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }
}
