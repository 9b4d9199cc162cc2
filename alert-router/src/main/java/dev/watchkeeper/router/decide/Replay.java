package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Review;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/** Turns a state into the next, change by change. The only code that changes state. */
final class Replay implements Change.Visitor<RouterState> {

    private final long timeMillis;
    private final long logIndex;
    private RouterState state;

    Replay(RouterState state, long timeMillis, long logIndex) {
        this.state = state;
        this.timeMillis = timeMillis;
        this.logIndex = logIndex;
    }

    void take(Change change) {
        state = change.accept(this);
    }

    RouterState state() {
        return state;
    }

    RouterState concluded(String commandId) {
        TreePMap<Long, String> commands = state.commands().plus(logIndex, commandId);
        while (commands.size() > RouterState.COMMANDS_KEPT) {
            commands = commands.minus(commands.firstKey());
        }
        return new RouterState(
                state.sequence() + 1,
                timeMillis,
                state.offsets(),
                state.cases(),
                state.incidentByReview(),
                state.counts(),
                state.publications(),
                state.unpublished(),
                commands,
                state.refusals());
    }

    @Override
    public RouterState readFrom(Change.ReadFrom change) {
        TreePMap<String, Long> counts =
                change.moved() ? plusOne(state.counts(), change.partition().topic() + ".moved") : state.counts();
        return with(state.offsets().plus(change.partition(), change.offset()), counts, state.refusals());
    }

    @Override
    public RouterState taken(Change.Taken change) {
        Position position = change.position();
        Long next = state.offsets().get(position.partition());
        if (next == null || position.offset() < next) {
            throw new IllegalStateException(
                    position + " is taken a second time, or was never begun: next offset is " + next);
        }
        String topic = position.partition().topic();
        String fate = topic + "." + change.fate().word();
        TreePMap<String, Long> counts = plusOne(state.counts(), topic + ".in");
        counts = plusOne(counts, change.reason().isEmpty() ? fate : fate + "." + change.reason());
        TreePVector<Refusal> refusals = state.refusals();
        if (!change.reason().isEmpty()) {
            refusals =
                    refusals.plus(new Refusal(position, change.fate(), change.reason(), change.detail(), timeMillis));
            refusals = refusals.size() > RouterState.REFUSALS_KEPT ? refusals.minus(0) : refusals;
        }
        return with(state.offsets().plus(position.partition(), position.offset() + 1), counts, refusals);
    }

    @Override
    public RouterState revised(Change.Revised change) {
        Case revised = indexed(change.revised());
        Case before = state.cases().get(revised.incidentId());
        TreePMap<Long, Publication> unpublished = state.unpublished();
        TreePMap<String, String> incidentByReview = state.incidentByReview();
        long publications = state.publications();
        if (before == null
                || revised.decision().getRevision() > before.decision().getRevision()) {
            unpublished = unpublished.plus(++publications, Publication.of(revised.decision()));
        }
        for (Review review : revised.reviews()) {
            int known = before == null
                    ? 0
                    : before.review(review.getId()).map(Review::getRevision).orElse(0);
            if (review.getRevision() > known) {
                unpublished = unpublished.plus(++publications, Publication.of(review));
                incidentByReview = incidentByReview.plus(review.getId(), revised.incidentId());
            }
        }
        return with(state.cases().plus(revised.incidentId(), revised), incidentByReview, publications, unpublished);
    }

    @Override
    public RouterState published(Change.Published change) {
        TreePMap<Long, Publication> unpublished = state.unpublished();
        while (!unpublished.isEmpty() && unpublished.firstKey() <= change.through()) {
            unpublished = unpublished.minus(unpublished.firstKey());
        }
        return with(state.cases(), state.incidentByReview(), state.publications(), unpublished);
    }

    @Override
    public RouterState forgotten(Change.Forgotten change) {
        Case gone = state.cases().get(change.incidentId());
        TreePMap<String, String> incidentByReview = state.incidentByReview();
        if (gone != null) {
            for (Review review : gone.reviews()) {
                incidentByReview = incidentByReview.minus(review.getId());
            }
        }
        return with(
                state.cases().minus(change.incidentId()), incidentByReview, state.publications(), state.unpublished());
    }

    /** The decision's newest revision learns which entry made it; deciding could not know. */
    private Case indexed(Case revised) {
        if (revised.decision().getLogIndex() != 0 || logIndex == 0) {
            return revised;
        }
        return new Case(
                revised.incidentId(),
                revised.tenant(),
                revised.incidentRevision(),
                revised.over(),
                revised.notifiesOnExpiry(),
                Decision.newBuilder(revised.decision()).setLogIndex(logIndex).build(),
                revised.reviews(),
                revised.notifications());
    }

    private static TreePMap<String, Long> plusOne(TreePMap<String, Long> counts, String name) {
        return counts.plus(name, counts.getOrDefault(name, 0L) + 1);
    }

    private RouterState with(
            TreePMap<Partition, Long> offsets, TreePMap<String, Long> counts, TreePVector<Refusal> refusals) {
        return new RouterState(
                state.sequence(),
                timeMillis,
                offsets,
                state.cases(),
                state.incidentByReview(),
                counts,
                state.publications(),
                state.unpublished(),
                state.commands(),
                refusals);
    }

    private RouterState with(
            TreePMap<String, Case> cases,
            TreePMap<String, String> incidentByReview,
            long publications,
            TreePMap<Long, Publication> unpublished) {
        return new RouterState(
                state.sequence(),
                timeMillis,
                state.offsets(),
                cases,
                incidentByReview,
                state.counts(),
                publications,
                unpublished,
                state.commands(),
                state.refusals());
    }
}
