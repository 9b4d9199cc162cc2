package dev.watchkeeper.review.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.review.console.chart.ServiceGraph.Health;
import dev.watchkeeper.review.console.page.Annotation;
import dev.watchkeeper.review.console.page.IncidentCharts;
import dev.watchkeeper.review.console.page.IncidentPage;
import dev.watchkeeper.review.console.page.IncidentPages;
import dev.watchkeeper.review.console.page.IncidentsPage;
import dev.watchkeeper.review.console.page.Links;
import dev.watchkeeper.review.console.page.Numbering;
import dev.watchkeeper.review.console.page.OverviewPage;
import dev.watchkeeper.review.console.page.ReviewFacts;
import dev.watchkeeper.review.console.page.ReviewPages;
import dev.watchkeeper.review.console.page.ReviewsPage;
import dev.watchkeeper.review.console.page.ServiceMap;
import dev.watchkeeper.review.console.page.UnscoredPage;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.queue.Standing;
import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTest {

    private static final Numbering NUMBERS = id -> id.equals(Shop.INCIDENT) ? 7 : id.equals(Shop.OLD_INCIDENT) ? 6 : 0;

    private final Shop shop = new Shop(1_764_000_000_000L);
    private final Evidence evidence = shop.evidence();
    private final Incident incident = evidence.incidents().byId(Shop.INCIDENT).orElseThrow();

    @Test
    void overview_showsTheOpenIncidentWithItsSpark() {
        OverviewPage page = OverviewPage.of(evidence, List.of(), NUMBERS, 3, shop.now);
        assertThat(page.open()).singleElement().satisfies(row -> {
            assertThat(row.number()).isEqualTo("INC-7");
            assertThat(row.href()).isEqualTo("/incidents/7");
            assertThat(row.impact().replace('\u00a0', ' ')).isEqualTo("2.7 failed requests/s");
            assertThat(row.decision()).isEqualTo("waits for review");
            assertThat(row.spark()).isNotNull();
            assertThat(row.sparkWords()).isEqualTo("payment: requests failed by itself");
        });
        assertThat(page.closed())
                .singleElement()
                .satisfies(row -> assertThat(row.number()).isEqualTo("INC-6"));
    }

    @Test
    void overview_mapMarksCauseAndVictim() {
        OverviewPage page = OverviewPage.of(evidence, List.of(), NUMBERS, 3, shop.now);
        ServiceMap map = Objects.requireNonNull(page.map());
        assertThat(map.across().boxes())
                .extracting(box -> box.node().label() + " " + box.node().health())
                .containsExactlyInAnyOrder(
                        "order " + Health.ODD,
                        "payment " + Health.CAUSE,
                        "inventory " + Health.WELL,
                        "orders " + Health.UNSEEN,
                        "payments " + Health.UNSEEN,
                        "inventory " + Health.UNSEEN);
        assertThat(map.across().lines())
                .filteredOn(line -> line.edge().bad())
                .singleElement()
                .satisfies(line ->
                        assertThat(line.edge().errors().replace('\u00a0', ' ')).isEqualTo("24.1 %"));
    }

    @Test
    void overview_timelineHasIncidentsFaultsDeployments() {
        OverviewPage page = OverviewPage.of(
                evidence,
                List.of(new Annotation("fault", "errors on payment", shop.onset - 5_000, null, true)),
                NUMBERS,
                3,
                shop.now);
        assertThat(page.timeline().lanes())
                .extracting(lane -> lane.label() + " " + lane.marks().size())
                .containsExactly("Incidents 2", "Faults 1", "Deployments 1");
        assertThat(page.timeline().lanes().get(2).marks().get(0).label()).isEqualTo("payment 1.4.1");
    }

    @Test
    void overview_footCountsWhatIsNotJudged() {
        OverviewPage.Foot foot =
                OverviewPage.of(evidence, List.of(), NUMBERS, 3, shop.now).foot();
        assertThat(foot.unscored()).isEqualTo(4);
        assertThat(foot.unscoredReasons().get(0)).isEqualTo(new OverviewPage.Tally("too few points yet: 14 of 60", 3));
        assertThat(foot.late()).isEqualTo(14);
        assertThat(foot.refused()).isEqualTo(3);
        assertThat(foot.models())
                .extracting(model -> model.reference())
                .containsExactly("entity-baseline@1", "series-baseline@1");
    }

    @Test
    void incident_explainsCauseRunnerUpAndContributions() {
        IncidentPage page = page(Links.NONE);
        assertThat(Objects.requireNonNull(page.cause()).name()).isEqualTo("payment");
        assertThat(page.whyFirst()).contains("10 s later");
        assertThat(page.runnersUp()).extracting(IncidentPage.CauseView::name).containsExactly("order");
        assertThat(page.alerts()).extracting(IncidentPage.AlertView::name).containsExactly("payment", "order");
        assertThat(page.alerts().get(0).contributions().get(0))
                .isEqualTo(new IncidentPage.ContributionView(
                        "24 % of requests fail by themselves, 0.3 % expected", "+4.10", 100, false));
        assertThat(page.alerts().get(0).contributions().get(3).against()).isTrue();
        assertThat(page.logs()).extracting(IncidentPage.LogView::severity).containsExactly("ERROR", "WARN");
        assertThat(page.traces()).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void incident_linksOut_runbookOfThePayloadFirst() {
        IncidentPage page = page(new Links("https://g.example/{service}", "https://t.example/{traceId}", "", ""));
        assertThat(page.links())
                .extracting(Links.Out::href)
                .containsExactly("https://runbooks.example.org/payment", "https://g.example/payment");
        assertThat(page.traces().get(0).href()).startsWith("https://t.example/");
    }

    @Test
    void incident_chartsShareOneAxis_causeFirst() {
        IncidentCharts charts = IncidentCharts.of(incident, evidence.series(), shop.now);
        assertThat(charts.charts()).extracting(IncidentCharts.Chart::entity).containsExactly("payment", "order");
        assertThat(charts.onsetMillis()).isEqualTo(shop.onset);
        assertThat(charts.charts().get(0).timeMillis())
                .allSatisfy(time -> assertThat(time).isBetween(charts.fromMillis(), charts.toMillis()));
        assertThat(page(Links.NONE).charts())
                .extracting(IncidentPage.ChartView::key)
                .isEqualTo(
                        charts.charts().stream().map(IncidentCharts.Chart::key).toList());
    }

    @Test
    void incident_showsWhatIsProposedWhileItIsAsked_andWhatWasDecidedAfterwards() {
        evidence.accept(
                Decision.newBuilder(evidence.decisions().about(Shop.INCIDENT).get(0))
                        .setRevision(50)
                        .setReceiver("second-line")
                        .setPayload("{\"annotations\":{\"summary\":\"modified\"}}")
                        .build());
        for (Standing standing : Standing.values()) {
            boolean asked = standing == Standing.OPEN || standing == Standing.HELD;
            IncidentPage.Proposal proposal = Objects.requireNonNull(new IncidentPages(evidence, NUMBERS, Links.NONE)
                    .of(incident, review(standing, 7, Shop.REVIEW), shop.now)
                    .proposal());
            assertThat(proposal.receiver()).as("%s", standing).isEqualTo(asked ? "payments-oncall" : "second-line");
            assertThat(proposal.payload().contains("modified"))
                    .as("%s", standing)
                    .isEqualTo(!asked);
        }
    }

    @Test
    void incident_decisionRecordHoldsEveryStep() {
        assertThat(page(Links.NONE).decisions()).singleElement().satisfies(record -> {
            assertThat(record.steps()).extracting(IncidentPage.Step::state).containsExactly("decided", "asked");
            assertThat(record.inputs()).containsExactly("incidents-0@12");
        });
    }

    @Test
    void incidents_areFilteredByState() {
        assertThat(IncidentsPage.of(evidence, NUMBERS, IncidentsPage.Filter.of("closed"), shop.now)
                        .rows())
                .extracting(row -> row.number())
                .containsExactly("INC-6");
        assertThat(IncidentsPage.of(evidence, NUMBERS, IncidentsPage.Filter.of("nonsense"), shop.now)
                        .counts())
                .containsExactly(1, 1, 0, 2);
    }

    @Test
    void unscored_saysWhy_largestGroupFirst() {
        assertThat(UnscoredPage.of(evidence, true).groups())
                .extracting(UnscoredPage.Group::count)
                .containsExactly(3, 1);
    }

    @Test
    void unscored_showsWhatSendersWroteToAdminsOnly_andCountsToAll() {
        UnscoredPage.Refusal shown = UnscoredPage.of(evidence, true).refused().get(0);
        assertThat(shown.detail()).contains("at most 20 MiB are taken");
        assertThat(shown.source()).isEqualTo("127.0.0.1:51332");
        UnscoredPage.Refusal kept = UnscoredPage.of(evidence, false).refused().get(0);
        assertThat(kept.count()).isEqualTo(shown.count());
        assertThat(kept.detail()).isEqualTo("for admins only");
        assertThat(kept.source()).isEmpty();
    }

    @Test
    void reviews_selectedOneIsListed_evenIfItIsOver() {
        ReviewFacts waiting = review(Standing.OPEN, 7, Shop.REVIEW);
        ReviewFacts over = review(Standing.EXPIRED, 6, "66");
        ReviewsPage page = pages().of(List.of(waiting), over, around(null));
        assertThat(page.rows()).extracting(ReviewsPage.Row::name).containsExactly("INC-6", "INC-7");
        assertThat(Objects.requireNonNull(page.question()).waits()).isFalse();
    }

    @Test
    void reviews_twoOfOneIncident_haveTheirOwnAddresses() {
        ReviewsPage page = pages().of(
                        List.of(
                                review(Standing.OPEN, 7, "aa"),
                                review(Standing.OPEN, 7, "bb"),
                                review(Standing.OPEN, 6, "cc")),
                        null,
                        around(null));
        assertThat(page.rows())
                .extracting(ReviewsPage.Row::href)
                .containsExactly("/reviews/aa", "/reviews/bb", "/reviews/6");
    }

    @Test
    void reviews_heldAnswerCanBeUndone_anotherCannot() {
        ReviewFacts held = new ReviewFacts(
                review(Standing.HELD, 7, Shop.REVIEW).review(),
                new ReviewFacts.Answered(Answer.APPROVE, "anna", "", shop.now, null));
        assertThat(pages().of(List.of(), null, around(held)).undo())
                .isEqualTo(new ReviewsPage.Undo("aa", "Approved: Page payments?", shop.now + 9_000));
        assertThat(pages().of(List.of(), null, around(review(Standing.ANSWERED, 7, "x")))
                        .undo())
                .isNull();
    }

    @Test
    void reviews_answerThatWasNotApplied_saysWhy() {
        ReviewFacts late = new ReviewFacts(
                review(Standing.WITHDRAWN, 7, Shop.REVIEW).review(),
                new ReviewFacts.Answered(Answer.APPROVE, "anna", "", shop.now, "the review had been withdrawn"));
        ReviewsPage.Question question =
                Objects.requireNonNull(pages().of(List.of(), late, around(null)).question());
        assertThat(Objects.requireNonNull(question.answered()).notApplied()).isEqualTo("the review had been withdrawn");
    }

    private ReviewPages pages() {
        return new ReviewPages(evidence, NUMBERS);
    }

    private ReviewPages.Around around(@Nullable ReviewFacts undoable) {
        return new ReviewPages.Around(undoable, "", null, true, shop.now);
    }

    private ReviewFacts review(Standing standing, long number, String id) {
        return new ReviewFacts(shop.queued(standing, ReviewPurpose.ASK, number, id), null);
    }

    private IncidentPage page(Links links) {
        return new IncidentPages(evidence, NUMBERS, links).of(incident, null, shop.now);
    }
}
