package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.page.IncidentPage.AlertView;
import dev.watchkeeper.review.console.page.IncidentPage.Asked;
import dev.watchkeeper.review.console.page.IncidentPage.CauseView;
import dev.watchkeeper.review.console.page.IncidentPage.ChartView;
import dev.watchkeeper.review.console.page.IncidentPage.ContributionView;
import dev.watchkeeper.review.console.page.IncidentPage.EvidenceView;
import dev.watchkeeper.review.console.page.IncidentPage.LogView;
import dev.watchkeeper.review.console.page.IncidentPage.Proposal;
import dev.watchkeeper.review.console.page.IncidentPage.Reference;
import dev.watchkeeper.review.console.page.IncidentPage.TraceView;
import dev.watchkeeper.review.console.words.Clamp;
import dev.watchkeeper.review.console.words.EntityWords;
import dev.watchkeeper.review.console.words.Json;
import dev.watchkeeper.review.console.words.Quantity;
import dev.watchkeeper.review.console.words.SeriesWords;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.evidence.Sighting;
import dev.watchkeeper.review.queue.QueuedReview;
import dev.watchkeeper.review.queue.Standing;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Alert;
import dev.watchkeeper.schemas.record.Cause;
import dev.watchkeeper.schemas.record.Contribution;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EvidenceKind;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.LogTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an incident's page from what the console knows of it. */
public final class IncidentPages {

    private static final int MAX_TRACES = 8;
    private static final int MAX_LOGS = 8;
    private static final int MAX_CONTRIBUTIONS = 6;
    private static final int ERROR_SEVERITY = 17;
    private static final int WARN_SEVERITY = 13;

    private final Evidence evidence;
    private final Numbering numbering;
    private final Links links;

    /** Pages from this evidence, with these ways out. */
    public IncidentPages(Evidence evidence, Numbering numbering, Links links) {
        this.evidence = evidence;
        this.numbering = numbering;
        this.links = links;
    }

    /** The page as of now; with the review that asks about it, where there is one. */
    public IncidentPage of(Incident incident, @Nullable ReviewFacts review, long nowMillis) {
        List<Decision> decisions = evidence.decisions().about(incident.getId());
        Links.Range range = IncidentCharts.range(incident, nowMillis);
        @Nullable Entity cause = IncidentSeries.cause(incident);
        @Nullable String merged = incident.getMergedInto();
        List<CauseView> causes =
                incident.getCauses().stream().map(IncidentPages::cause).toList();
        @Nullable String whyFirst = incident.getWhyFirst();
        return new IncidentPage(
                incident.getId(),
                IncidentRows.of(incident, evidence, numbering, nowMillis),
                incident.getUpdatedAtMillis(),
                merged == null ? null : new Reference(numbering.name(merged), numbering.href(merged)),
                review == null ? null : asked(review),
                causes.isEmpty() ? null : causes.get(0),
                whyFirst == null ? "" : Clamp.text(whyFirst, 400),
                causes.stream().skip(1).limit(4).toList(),
                IncidentRows.onset(incident),
                charts(incident, range),
                alerts(incident, cause),
                decisions.isEmpty() && review == null
                        ? null
                        : proposal(decisions.stream().findFirst(), review == null ? null : review.review()),
                traces(incident, cause, range),
                logs(cause, incident, range),
                links(incident, cause, decisions, review, range),
                decisions.stream()
                        .map(decision -> DecisionRecords.of(decision, evidence.decisions()))
                        .toList(),
                Clamp.all(incident.getModels(), 8, 60));
    }

    private static Asked asked(ReviewFacts facts) {
        QueuedReview review = facts.review();
        return new Asked(
                facts.href(),
                Clamp.text(review.question(), 160),
                review.dueAtMillis(),
                review.standing() == Standing.OPEN);
    }

    private static CauseView cause(Cause cause) {
        return new CauseView(
                EntityWords.name(cause.getEntity()),
                EntityWords.full(cause.getEntity()),
                Clamp.text(cause.getSentence(), 300),
                Quantity.number(cause.getScore()),
                cause.getOnsetMillis(),
                cause.getEvidence().stream()
                        .limit(6)
                        .map(each -> new EvidenceView(
                                kind(each.getKind()), Clamp.text(each.getSentence(), 300), each.getSinceMillis()))
                        .toList());
    }

    private static String kind(EvidenceKind kind) {
        return switch (kind) {
            case SERIES -> "measured";
            case CALLS -> "calls";
            case TRACE -> "traces";
            case LOG_TEMPLATE -> "logs";
            case DEPLOYMENT -> "deployed";
            case SILENCE -> "silent";
        };
    }

    private List<ChartView> charts(Incident incident, Links.Range range) {
        return IncidentSeries.of(incident, evidence.series()).stream()
                .map(pick -> {
                    var series = pick.series();
                    var line = evidence.series().line(series.key(), range.fromMillis(), range.toMillis());
                    int last = line.size() - 1;
                    String words = last < 0
                            ? "no points are kept of this time"
                            : "last " + Quantity.text(line.value()[last], series.unit()) + ", expected "
                                    + Quantity.text(line.lower()[last], series.unit()) + " to "
                                    + Quantity.text(line.upper()[last], series.unit());
                    return new ChartView(
                            series.key(),
                            SeriesWords.text(series.metric(), series.statistic(), series.attributes()),
                            EntityWords.name(series.entity()),
                            pick.cause(),
                            words);
                })
                .toList();
    }

    private static List<AlertView> alerts(Incident incident, @Nullable Entity cause) {
        return incident.getAlerts().stream()
                .sorted(Comparator.comparing((Alert alert) ->
                                !EntityKeys.service(alert.getEntity()).equals(cause))
                        .thenComparingLong(Alert::getOpenedAtMillis))
                .limit(8)
                .map(alert -> alert(alert, EntityKeys.service(alert.getEntity()).equals(cause)))
                .toList();
    }

    private static AlertView alert(Alert alert, boolean cause) {
        List<Contribution> all = alert.getContributions();
        double largest = all.stream()
                .mapToDouble(each -> Math.abs(each.getContribution()))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        List<ContributionView> shown = all.stream()
                .limit(MAX_CONTRIBUTIONS)
                .map(each -> new ContributionView(
                        Clamp.text(each.getSentence(), 240),
                        Quantity.signed(each.getContribution()),
                        width(each.getContribution(), largest),
                        each.getContribution() < 0))
                .toList();
        double rest = all.stream()
                .skip(MAX_CONTRIBUTIONS)
                .mapToDouble(Contribution::getContribution)
                .sum();
        return new AlertView(
                EntityWords.name(alert.getEntity()),
                cause,
                alert.getAbsent(),
                alert.getOpenedAtMillis(),
                alert.getClosedAtMillis(),
                Clamp.text(alert.getModel(), 60),
                Quantity.signed(alert.getMargin()),
                shown,
                all.size() > MAX_CONTRIBUTIONS
                        ? Quantity.count(all.size() - MAX_CONTRIBUTIONS, "other", "others") + " together "
                                + Quantity.signed(rest)
                        : "");
    }

    private static int width(double contribution, double largest) {
        double share = Math.abs(contribution) / Math.max(largest, 1e-12);
        return Double.isFinite(share) ? (int) Math.max(1, Math.round(100 * share)) : 1;
    }

    private static Proposal proposal(Optional<Decision> decision, @Nullable QueuedReview review) {
        // While it is asked, what is proposed; afterwards what was decided, which may be something else.
        boolean asked = review != null
                && (decision.isEmpty() || review.standing() == Standing.OPEN || review.standing() == Standing.HELD);
        QueuedReview shown = asked ? review : null;
        String payload = shown != null
                ? shown.proposal().payload()
                : decision.map(Decision::getPayload).orElse("");
        return new Proposal(
                decision.map(DecisionWords::tone).orElse(Tone.ASK),
                decision.map(DecisionWords::brief).orElse("waits for review"),
                decision.map(DecisionWords::choice).orElse("Ask a person."),
                Clamp.text(decision.map(Decision::getReason).orElse(review == null ? "" : review.whyAsked()), 300),
                decision.map(DecisionWords::certainty).orElse(""),
                decision.map(each ->
                                Clamp.text(each.getRule(), 60) + ", policy " + Clamp.text(each.getPolicyVersion(), 40))
                        .orElse(""),
                shown != null
                        ? Clamp.text(shown.proposal().receiver(), 60)
                        : decision.map(DecisionWords::receiver).orElse(""),
                payload.isEmpty() ? "" : Clamp.text(Json.pretty(payload), 20_000, true),
                review == null ? "" : Clamp.text(review.onApprove(), 300),
                review == null ? "" : Clamp.text(review.onReject(), 300),
                review == null ? "" : Clamp.text(review.onExpiry(), 300),
                review == null || review.standing() != Standing.OPEN ? null : Long.valueOf(review.dueAtMillis()),
                Clamp.text(decision.map(Decision::getOutcome).orElse(""), 300));
    }

    private List<TraceView> traces(Incident incident, @Nullable Entity cause, Links.Range range) {
        Set<String> ids = new LinkedHashSet<>();
        if (!incident.getCauses().isEmpty()) {
            incident.getCauses().get(0).getEvidence().forEach(each -> ids.addAll(each.getTraceIds()));
        }
        if (cause != null) {
            ids.addAll(evidence.entities().traces(cause, IncidentRows.onset(incident), range.toMillis(), MAX_TRACES));
        }
        return ids.stream()
                .limit(MAX_TRACES)
                .map(id -> Clamp.text(id, 64))
                .map(id -> new TraceView(id, links.trace(id, range).orElse(null)))
                .toList();
    }

    private List<LogView> logs(@Nullable Entity cause, Incident incident, Links.Range range) {
        if (cause == null) {
            return List.of();
        }
        // A window's end may lie a little before the onset that it led to.
        long from = IncidentRows.onset(incident) - 60_000;
        return evidence.entities().templates(cause, from, range.toMillis()).stream()
                .sorted(Comparator.comparingInt(
                                (Sighting.Template seen) -> seen.template().getSeverity())
                        .reversed()
                        .thenComparingLong(Sighting.Template::timeMillis))
                .limit(MAX_LOGS)
                .map(IncidentPages::log)
                .toList();
    }

    private static LogView log(Sighting.Template seen) {
        LogTemplate template = seen.template();
        int severity = template.getSeverity();
        return new LogView(
                severity >= ERROR_SEVERITY ? "ERROR" : severity >= WARN_SEVERITY ? "WARN" : "INFO",
                severity >= ERROR_SEVERITY ? Tone.BAD : severity >= WARN_SEVERITY ? Tone.ODD : Tone.DIM,
                Clamp.text(template.getText(), 240),
                Clamp.text(template.getSample(), 400),
                template.getCount(),
                seen.timeMillis());
    }

    private List<Links.Out> links(
            Incident incident,
            @Nullable Entity cause,
            List<Decision> decisions,
            @Nullable ReviewFacts review,
            Links.Range range) {
        List<Links.Out> outs = new ArrayList<>();
        List<String> payloads = new ArrayList<>();
        if (review != null) {
            payloads.add(review.review().proposal().payload());
        }
        for (Decision decision : decisions) {
            @Nullable String payload = decision.getPayload();
            if (payload != null) {
                payloads.add(payload);
            }
        }
        Optional<Links.Out> runbook = payloads.stream()
                .map(payload -> Json.link(payload, "runbook_url"))
                .flatMap(Optional::stream)
                .findFirst()
                .map(href -> new Links.Out("Runbook", href));
        if (cause != null) {
            runbook = runbook.or(() -> links.runbook(cause, incident.getId(), range));
        }
        runbook.ifPresent(outs::add);
        if (cause != null) {
            outs.addAll(links.of(cause, incident.getId(), range));
        }
        return outs;
    }
}
