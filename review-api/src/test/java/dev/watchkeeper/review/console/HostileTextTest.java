package dev.watchkeeper.review.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.review.console.page.Frame;
import dev.watchkeeper.review.console.page.IncidentPages;
import dev.watchkeeper.review.console.page.IncidentsPage;
import dev.watchkeeper.review.console.page.Links;
import dev.watchkeeper.review.console.page.Numbering;
import dev.watchkeeper.review.console.page.OverviewPage;
import dev.watchkeeper.review.console.page.ReviewFacts;
import dev.watchkeeper.review.console.page.ReviewPages;
import dev.watchkeeper.review.console.page.ReviewsPage;
import dev.watchkeeper.review.console.page.TopLine;
import dev.watchkeeper.review.console.page.UnscoredPage;
import dev.watchkeeper.review.console.page.Viewer;
import dev.watchkeeper.review.console.page.Waiting;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.queue.Proposal;
import dev.watchkeeper.review.queue.QueuedReview;
import dev.watchkeeper.review.queue.Standing;
import dev.watchkeeper.schemas.record.Alert;
import dev.watchkeeper.schemas.record.Cause;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.LogTemplate;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever a service calls itself, logs or fails with: no page lets it out of the place where text stands. */
class HostileTextTest {

    private static final String ATTACK = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>${7*7}";
    private static final String LONG = "x".repeat(100_000);
    private static final Numbering NUMBERS = id -> 7;

    private final Html html = new Html();
    private final Shop shop = new Shop(1_764_000_000_000L);
    private final Evidence evidence = shop.evidence();

    @Test
    void overview_escapes() {
        poison();
        check(html.render(
                "overview.jte",
                Map.of("frame", frame(), "page", OverviewPage.of(evidence, List.of(), NUMBERS, 3, shop.now))));
    }

    @Test
    void incident_escapes_andRefusesScriptsAsLinks() {
        poison();
        Incident incident = evidence.incidents().byId(Shop.INCIDENT).orElseThrow();
        String page = html.render(
                "incident.jte",
                Map.of(
                        "frame",
                        frame(),
                        "page",
                        new IncidentPages(evidence, NUMBERS, new Links("", "https://t.example/{traceId}", "", ""))
                                .of(incident, review(), shop.now)));
        check(page);
        assertThat(page).doesNotContain("href=\"javascript:");
    }

    @Test
    void reviews_escape() {
        poison();
        check(html.render(
                "reviews.jte",
                Map.of(
                        "frame",
                        frame(),
                        "page",
                        new ReviewPages(evidence, NUMBERS)
                                .of(
                                        List.of(review()),
                                        review(),
                                        new ReviewPages.Around(
                                                null,
                                                ATTACK,
                                                new ReviewsPage.Draft(true, true, ATTACK, ATTACK, ATTACK),
                                                true,
                                                shop.now)))));
    }

    @Test
    void listsAndProblems_escape() {
        poison();
        check(html.render(
                "incidents.jte",
                Map.of(
                        "frame",
                        frame(),
                        "page",
                        IncidentsPage.of(evidence, NUMBERS, IncidentsPage.Filter.ALL, shop.now))));
        check(html.render("unscored.jte", Map.of("frame", frame(), "page", UnscoredPage.of(evidence, true))));
        check(html.render("problem.jte", Map.of("frame", frame(), "status", 404, "title", ATTACK, "detail", ATTACK)));
        check(html.render("login.jte", Map.of("frame", frame(), "problem", ATTACK, "loggedOut", false)));
        check(html.render(
                "password.jte", Map.of("frame", frame(), "name", ATTACK, "problem", ATTACK, "mustChange", true)));
    }

    @Test
    void pages_haveNothingInline() {
        Frame plain = new Frame(
                "Overview", null, null, new Viewer("anna", "viewer", false), 0, "_csrf", "t", "dark", shop.now, "1");
        String page = html.render(
                "overview.jte",
                Map.of("frame", plain, "page", OverviewPage.of(evidence, List.of(), NUMBERS, 3, shop.now)));
        assertThat(page)
                .doesNotContain(" style=", "<style", "javascript:")
                .doesNotContainPattern("<script(?! src=)")
                .doesNotContainPattern(" on[a-z]+=");
    }

    private static void check(String page) {
        assertThat(page)
                .doesNotContain("<img src=x", "<script>alert", "onerror=alert(1)><")
                .doesNotContainPattern("=\"[^\"]*\"'><img")
                .hasSizeLessThan(400_000);
        assertThat(page).contains("&lt;img src=x");
    }

    private void poison() {
        Entity entity = Entity.newBuilder(Shop.service("payment"))
                .setName(ATTACK)
                .setNamespace(LONG)
                .build();
        evidence.accept(FeatureVector.newBuilder(shop.vectors().get(0))
                .setEntity(entity)
                .setWindowEndMillis(shop.now)
                .setVersions(List.of(ATTACK, LONG))
                .setTraceIds(List.of(ATTACK, LONG))
                .setNewTemplates(List.of(LogTemplate.newBuilder()
                        .setId("1")
                        .setText(ATTACK)
                        .setSample(ATTACK + LONG)
                        .setSeverity(17)
                        .setCount(1)
                        .build()))
                .build());
        evidence.accept(Score.newBuilder(Shop.heartbeat(shop.now))
                .setEntity(entity)
                .setSeries(ATTACK)
                .setMetric(ATTACK)
                .setStatistic(ATTACK)
                .setUnit(ATTACK)
                .setAttributes(Map.of(ATTACK, LONG))
                .setModel(ATTACK)
                .setNotScored(ATTACK)
                .build());
        evidence.accept(Rejected.newBuilder(shop.refusals().get(0))
                .setReason(ATTACK)
                .setDetail(ATTACK + LONG)
                .setSource(ATTACK)
                .setWhere(ATTACK)
                .build());
        Incident incident = shop.incident().build();
        Alert alert = Alert.newBuilder(incident.getAlerts().get(0))
                .setEntity(entity)
                .setModel(ATTACK)
                .build();
        alert.getContributions().forEach(each -> each.setSentence(ATTACK + LONG));
        evidence.accept(Incident.newBuilder(incident)
                .setRevision(99)
                .setSentence(ATTACK + LONG)
                .setWhyFirst(ATTACK)
                .setModels(List.of(ATTACK))
                .setAlerts(List.of(alert))
                .setCauses(List.of(Cause.newBuilder(incident.getCauses().get(0))
                        .setEntity(entity)
                        .setSentence(ATTACK)
                        .build()))
                .build());
    }

    private ReviewFacts review() {
        QueuedReview clean = shop.queued(Standing.OPEN, ReviewPurpose.ASK, 7, Shop.REVIEW);
        return new ReviewFacts(
                new QueuedReview(
                        7,
                        Shop.REVIEW,
                        1,
                        1,
                        Standing.OPEN,
                        ReviewPurpose.ASK,
                        Shop.DECISION,
                        Shop.INCIDENT,
                        1,
                        ATTACK + LONG,
                        ATTACK,
                        List.of(ATTACK, LONG),
                        new Proposal(
                                true,
                                ATTACK,
                                "{\"annotations\":{\"runbook_url\":\"javascript:alert(1)\",\"x\":\"</textarea><img src=x>\"}}"),
                        ATTACK,
                        ATTACK,
                        ATTACK,
                        clean.openedAtMillis(),
                        clean.dueAtMillis(),
                        clean.updatedAtMillis(),
                        null,
                        null),
                null);
    }

    private Frame frame() {
        return new Frame(
                ATTACK,
                Frame.Section.OVERVIEW,
                TopLine.of(evidence, new Waiting(1, new Waiting.Next(ATTACK, "/reviews/7", 0), true), shop.now),
                new Viewer(ATTACK, ATTACK, true),
                1,
                "_csrf",
                ATTACK,
                "",
                shop.now,
                "1");
    }
}
