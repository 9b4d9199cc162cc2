package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.DecisionKind;
import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides about one revision of an incident; the states and their transitions stand at {@link Case}. */
final class IncidentDeciding {

    private static final int LONGEST_ID = 128;

    private final Policy policy;
    private final AlertPayload payloads;
    private final Reviews reviews;

    IncidentDeciding(Policy policy, AlertPayload payloads) {
        this.policy = policy;
        this.payloads = payloads;
        this.reviews = new Reviews(policy);
    }

    List<Change> decide(RouterState state, Input.OfIncident input, long nowMillis) {
        Incident incident = input.incident();
        Optional<Case> known = state.caseOf(incident.getId());
        Optional<String> problem = problem(incident, known);
        if (problem.isPresent()) {
            return List.of(new Change.Taken(input.position(), Fate.REJECTED, "INVALID", problem.get()));
        }
        List<Change> changes = known.isEmpty()
                ? List.of(opened(incident, input.position(), nowMillis))
                : revised(state, known.get(), incident, input.position(), nowMillis);
        boolean decided = changes.stream().anyMatch(change -> decides(state, change));
        List<Change> all = new ArrayList<>(changes);
        all.add(new Change.Taken(input.position(), decided ? Fate.DECIDED : Fate.UNCHANGED, "", ""));
        return all;
    }

    private static boolean decides(RouterState state, Change change) {
        return change instanceof Change.Revised revised
                && state.caseOf(revised.revised().incidentId())
                        .map(before -> before.decision().getRevision()
                                < revised.revised().decision().getRevision())
                        .orElse(true);
    }

    private static Optional<String> problem(Incident incident, Optional<Case> known) {
        double certainty = incident.getCertainty();
        if (!(certainty >= 0 && certainty <= 1)) {
            return Optional.of(incident.getId() + ": certainty from 0 to 1 expected, found " + certainty);
        }
        if (incident.getId().isEmpty() || incident.getId().length() > LONGEST_ID) {
            return Optional.of("an id of 1 to " + LONGEST_ID + " characters expected, found "
                    + incident.getId().length());
        }
        if (incident.getTenant().isEmpty() || incident.getTenant().length() > LONGEST_ID) {
            return Optional.of("a tenant of 1 to " + LONGEST_ID + " characters expected, found "
                    + incident.getTenant().length());
        }
        if (incident.getState() == IncidentState.MERGED && incident.getMergedInto() == null) {
            return Optional.of(incident.getId() + ": merged, but not said into which");
        }
        if (incident.getId().equals(incident.getMergedInto())) {
            return Optional.of(incident.getId() + ": merged into itself");
        }
        return known.filter(before -> !before.tenant().equals(incident.getTenant()))
                .map(before ->
                        incident.getId() + ": tenant " + before.tenant() + " expected, found " + incident.getTenant());
    }

    private Change opened(Incident incident, Position position, long nowMillis) {
        CaseDraft draft = new CaseDraft(unseen(incident, nowMillis), nowMillis);
        draft.seen(incident.getRevision());
        if (incident.getState() != IncidentState.OPEN) {
            Choice choice = new Choice(DecisionKind.SUPPRESS, "over", null, "it was over when it came", null);
            return chosen(draft.over(), incident, choice, position)
                    .stands(DecisionState.SUPPRESSED, "nobody is told: it was over before it was decided")
                    .done();
        }
        return carried(draft, incident, choice(incident), position, nowMillis).done();
    }

    private List<Change> revised(RouterState state, Case known, Incident incident, Position position, long nowMillis) {
        if (known.over() || incident.getRevision() <= known.incidentRevision()) {
            return List.of();
        }
        CaseDraft draft = new CaseDraft(known, nowMillis).seen(incident.getRevision());
        return switch (incident.getState()) {
            case OPEN -> List.of(wentOn(draft, incident, position, nowMillis).done());
            case CLOSED -> List.of(closed(draft, incident, position, nowMillis).done());
            case MERGED -> merged(state, draft, incident, position, nowMillis);
        };
    }

    /** A later revision of an open incident: decided anew where nobody is told, annotations updated where somebody is. */
    private CaseDraft wentOn(CaseDraft draft, Incident incident, Position position, long nowMillis) {
        Decision before = draft.before().decision();
        return switch (before.getState()) {
            case SUPPRESSED -> {
                Choice choice = choice(incident);
                yield choice.kind() == DecisionKind.SUPPRESS
                        ? draft
                        : carried(draft, incident, choice, position, nowMillis);
            }
            case ASKED, EXPIRED -> {
                Choice choice = choice(incident);
                yield choice.kind() == DecisionKind.NOTIFY
                        ? carried(draft.withdrawn(ReviewPurpose.ASK), incident, choice, position, nowMillis)
                        : draft;
            }
            case DELIVERING, DELIVERED, FAILED -> updated(draft, incident, position);
            case DECIDED, REJECTED, RESOLVED -> draft;
        };
    }

    private CaseDraft updated(CaseDraft draft, Incident incident, Position position) {
        Optional<Notification> lasting = draft.before().lasting();
        if (lasting.isEmpty() || lasting.get().asAnswered()) {
            return draft;
        }
        String payload = payloads.updated(lasting.get().payload(), incident);
        if (payload.equals(lasting.get().payload())) {
            return draft;
        }
        return draft.notification(lasting.get().id(), told -> told.saying(payload, false))
                .decision(each -> each.setPayload(payload)
                        .setSubjectRevision(incident.getRevision())
                        .setCertainty(incident.getCertainty())
                        .setInputs(inputs(draft.before().decision().getInputs(), position)));
    }

    private static CaseDraft closed(CaseDraft draft, Incident incident, Position position, long nowMillis) {
        Long closedAt = incident.getClosedAtMillis();
        return ended(draft, incident, position, closedAt == null ? nowMillis : closedAt, "the incident closed")
                .withdrawn(ReviewPurpose.ASK);
    }

    private List<Change> merged(
            RouterState state, CaseDraft draft, Incident incident, Position position, long nowMillis) {
        String into = Objects.requireNonNull(incident.getMergedInto(), "checked before");
        boolean wasTold = draft.before().lasting().isPresent();
        Change.Revised ended = ended(
                        draft, incident, position, incident.getUpdatedAtMillis(), "merged into incident " + into)
                .withdrawn(null)
                .done();
        // Who was paged must not be left with a resolved alert while what paged them goes on under another id.
        Optional<Change> survivor = state.caseOf(into)
                .filter(other -> wasTold && !other.over() && other.tenant().equals(incident.getTenant()))
                .filter(other -> other.decision().getState() == DecisionState.ASKED
                        || other.decision().getState() == DecisionState.EXPIRED
                        || other.decision().getState() == DecisionState.SUPPRESSED)
                .map(other -> inherited(other, draft.before(), incident, position, nowMillis));
        return Stream.concat(Stream.of(ended), survivor.stream()).toList();
    }

    private Change inherited(Case survivor, Case merged, Incident incident, Position position, long nowMillis) {
        Notification told = merged.lasting().orElseThrow();
        Choice choice = new Choice(
                DecisionKind.NOTIFY,
                "merged",
                null,
                "incident " + merged.incidentId() + ", which " + told.receiver() + " was told about, is part of it",
                told.receiver());
        // The survivor's own words come with its next revision; until then it is told in the merged incident's.
        Incident inItsName = Incident.newBuilder(incident)
                .setId(survivor.incidentId())
                .setRevision(survivor.incidentRevision())
                .build();
        return carried(
                        new CaseDraft(survivor, nowMillis).withdrawn(ReviewPurpose.ASK),
                        inItsName,
                        choice,
                        position,
                        nowMillis)
                .done();
    }

    /** What an incident's end means, wherever the case stands. */
    private static CaseDraft ended(
            CaseDraft draft, Incident incident, Position position, long endsAtMillis, String why) {
        draft.over();
        List<String> inputs = inputs(draft.before().decision().getInputs(), position);
        return switch (draft.state()) {
            case DELIVERING, DELIVERED, FAILED ->
                draft.end(endsAtMillis)
                        .stands(DecisionState.RESOLVED, why)
                        .decision(each ->
                                each.setSubjectRevision(incident.getRevision()).setInputs(inputs));
            case ASKED ->
                draft.stands(DecisionState.SUPPRESSED, why + " before anybody answered: nobody was told")
                        .decision(each ->
                                each.setSubjectRevision(incident.getRevision()).setInputs(inputs));
            case DECIDED, SUPPRESSED, EXPIRED, REJECTED, RESOLVED -> draft;
        };
    }

    private Choice choice(Incident incident) {
        return policy.choose(incident.getTenant(), Words.service(incident), incident.getCertainty());
    }

    /** Writes a choice into the decision and does what it says. */
    private CaseDraft carried(CaseDraft draft, Incident incident, Choice choice, Position position, long nowMillis) {
        chosen(draft, incident, choice, position);
        String receiver = choice.receiver();
        if (receiver == null) {
            return draft.stands(DecisionState.SUPPRESSED, "nobody is told");
        }
        String payload = payloads.opening(
                incident,
                policy.severity(incident.getFailedRequestsPerSecond()),
                Math.min(incident.getOpenedAtMillis(), nowMillis));
        draft.decision(each -> each.setPayload(payload));
        if (choice.kind() == DecisionKind.ASK) {
            return draft.notifiesOnExpiry(policy.notifiesOnExpiry())
                    .opened(reviews.ask(draft.decisionId(), incident, choice, receiver, payload, nowMillis))
                    .stands(DecisionState.ASKED, "");
        }
        return draft.tell(receiver, payload, false)
                .opened(reviews.check(
                        draft.decisionId(),
                        incident,
                        choice.reason() + ", rule " + choice.rule(),
                        receiver,
                        payload,
                        nowMillis))
                .stands(DecisionState.DELIVERING, "");
    }

    private CaseDraft chosen(CaseDraft draft, Incident incident, Choice choice, Position position) {
        List<String> inputs = inputs(draft.before().decision().getInputs(), position);
        return draft.decision(each -> each.setKind(choice.kind())
                .setRule(choice.rule())
                .setPolicyVersion(policy.version())
                .setReason(choice.reason())
                .setThreshold(choice.threshold())
                .setReceiver(choice.receiver())
                .setCertainty(incident.getCertainty())
                .setSubjectRevision(incident.getRevision())
                .setInputs(inputs));
    }

    /** The first input and the newest: what opened the case and what revised it. */
    static List<String> inputs(List<String> before, Position position) {
        return Stream.concat(before.stream().limit(1), Stream.of(position.toString()))
                .distinct()
                .toList();
    }

    private Case unseen(Incident incident, long nowMillis) {
        Decision decision = Decision.newBuilder()
                .setId(Ids.decision(incident.getTenant(), incident.getId()))
                .setRevision(0)
                .setTenant(incident.getTenant())
                .setSubject(Subject.INCIDENT)
                .setSubjectId(incident.getId())
                .setSubjectRevision(incident.getRevision())
                .setKind(DecisionKind.ASK)
                .setRule("")
                .setPolicyVersion(policy.version())
                .setReason("")
                .setCertainty(incident.getCertainty())
                .setState(DecisionState.DECIDED)
                .setDecidedAtMillis(nowMillis)
                .setUpdatedAtMillis(nowMillis)
                .setLogIndex(0)
                .build();
        return new Case(incident.getId(), incident.getTenant(), 0, false, false, decision, List.of(), List.of());
    }
}
