package dev.watchkeeper.review.console;

import dev.watchkeeper.review.console.page.Annotation;
import dev.watchkeeper.review.console.page.Frame;
import dev.watchkeeper.review.console.page.IncidentCharts;
import dev.watchkeeper.review.console.page.IncidentPages;
import dev.watchkeeper.review.console.page.IncidentsPage;
import dev.watchkeeper.review.console.page.Links;
import dev.watchkeeper.review.console.page.Numbering;
import dev.watchkeeper.review.console.page.OverviewPage;
import dev.watchkeeper.review.console.page.ReviewFacts;
import dev.watchkeeper.review.console.page.Timeline;
import dev.watchkeeper.review.console.page.UnscoredPage;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.http.Annotations;
import dev.watchkeeper.review.http.Pages;
import dev.watchkeeper.review.queue.IncidentNumbers;
import dev.watchkeeper.review.queue.Records;
import dev.watchkeeper.review.queue.ReviewQueue;
import dev.watchkeeper.review.security.SignedIn;
import dev.watchkeeper.schemas.record.Incident;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The pages that only read: overview, incidents, unscored. */
@Controller
final class ReadingPages {

    private static final int USUAL_HOURS = 3;

    private final Html html;
    private final Frames frames;
    private final Pages pages;
    private final Evidence evidence;
    private final IncidentPages incidents;
    private final Numbering numbering;
    private final IncidentNumbers numbers;
    private final ReviewQueue queue;
    private final Records records;
    private final Annotations annotations;
    private final Clock clock;

    ReadingPages(
            Html html,
            Frames frames,
            Pages pages,
            Evidence evidence,
            Links links,
            IncidentNumbers numbers,
            ReviewQueue queue,
            Records records,
            Annotations annotations,
            Clock clock) {
        this.html = html;
        this.frames = frames;
        this.pages = pages;
        this.evidence = evidence;
        this.numbers = numbers;
        this.numbering = id -> numbers.number(id).orElse(0);
        this.incidents = new IncidentPages(evidence, numbering, links);
        this.queue = queue;
        this.records = records;
        this.annotations = annotations;
        this.clock = clock;
    }

    @GetMapping(path = "/", produces = Html.TYPE)
    @ResponseBody
    String overview(
            HttpServletRequest request, @RequestParam(name = "hours", required = false) @Nullable Integer hours) {
        int length = hours != null && Timeline.LENGTHS.contains(hours) ? hours : USUAL_HOURS;
        long now = clock.millis();
        return html.render(
                "overview.jte",
                Map.of(
                        "frame",
                        frames.of(request, "Overview", Frame.Section.OVERVIEW),
                        "page",
                        OverviewPage.of(evidence, annotations(now, length), numbering, length, now)));
    }

    private List<Annotation> annotations(long now, int hours) {
        return annotations.between(now - hours * 3_600_000L, now).stream()
                .map(each -> new Annotation(
                        each.kind().name().toLowerCase(Locale.ROOT),
                        each.service().isEmpty() || each.text().contains(each.service())
                                ? each.text()
                                : each.text() + " on " + each.service(),
                        each.fromMillis(),
                        each.untilMillis(),
                        each.lasting()))
                .toList();
    }

    @GetMapping(path = "/incidents", produces = Html.TYPE)
    @ResponseBody
    String incidents(HttpServletRequest request, @RequestParam(name = "state", defaultValue = "all") String state) {
        return html.render(
                "incidents.jte",
                Map.of(
                        "frame",
                        frames.of(request, "Incidents", Frame.Section.INCIDENTS),
                        "page",
                        IncidentsPage.of(evidence, numbering, IncidentsPage.Filter.of(state), clock.millis())));
    }

    @GetMapping(path = "/incidents/{reference}", produces = Html.TYPE)
    ResponseEntity<String> incident(HttpServletRequest request, @PathVariable("reference") String reference) {
        Optional<Incident> found = find(reference);
        if (found.isEmpty()) {
            String detail = evidence.progress().caughtUp()
                    ? "No incident is known by this number or id."
                    : "The console is still reading what happened so far. Try again in some seconds.";
            return ResponseEntity.status(HttpStatus.NOT_FOUND)
                    .body(pages.problem(request, HttpStatus.NOT_FOUND.value(), "No such incident", detail));
        }
        Incident incident = found.get();
        @Nullable
        ReviewFacts review = queue.ofIncident(incident.getId())
                .map(each -> new ReviewFacts(each, null))
                .orElse(null);
        return ResponseEntity.ok(html.render(
                "incident.jte",
                Map.of(
                        "frame",
                        frames.of(request, numbering.name(incident.getId()), Frame.Section.INCIDENTS),
                        "page",
                        incidents.of(incident, review, clock.millis()))));
    }

    @GetMapping(path = "/incidents/{reference}/charts", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IncidentCharts> charts(@PathVariable("reference") String reference) {
        return ResponseEntity.of(
                find(reference).map(incident -> IncidentCharts.of(incident, evidence.series(), clock.millis())));
    }

    /** Memory has the newer ones; what it has let go of is still on record. */
    private Optional<Incident> find(String reference) {
        return numbers.resolve(reference)
                .flatMap(id -> evidence.incidents().byId(id).or(() -> records.incidentRecord(id)));
    }

    @GetMapping(path = "/unscored", produces = Html.TYPE)
    @ResponseBody
    String unscored(HttpServletRequest request) {
        return html.render(
                "unscored.jte",
                Map.of(
                        "frame",
                        frames.of(request, "Unscored", Frame.Section.UNSCORED),
                        "page",
                        UnscoredPage.of(
                                evidence,
                                Frames.signedIn().map(SignedIn::mayAdminister).orElse(false))));
    }
}
