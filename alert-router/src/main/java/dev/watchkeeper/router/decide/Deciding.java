package dev.watchkeeper.router.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The pure decision: from a state and a turn to the one entry that has to be appended. Nothing changes until the entry
 * is replayed. Inputs come before outcomes and outcomes before time, so that an answer that has arrived beats the
 * expiry of its review.
 */
public final class Deciding {

    private final IncidentDeciding incidents;
    private final VerdictDeciding verdicts;
    private final OutcomeDeciding outcomes;
    private final DueDeciding due;

    /** Decides by this policy; only these receivers can be told. */
    public Deciding(Policy policy, AlertPayload payloads, Set<String> receivers) {
        this.incidents = new IncidentDeciding(policy, payloads);
        this.verdicts = new VerdictDeciding(receivers);
        this.outcomes = new OutcomeDeciding();
        this.due = new DueDeciding(policy);
    }

    /** The entry; empty where there is nothing to append. */
    public Entry decide(RouterState state, String commandId, Turn turn) {
        long now = Math.max(turn.nowMillis(), state.timeMillis());
        Draft draft = new Draft(state, now);
        turn.inputs().forEach(input -> draft.add(input.accept(new ByKind(draft.state(), now))));
        turn.outcomes().forEach(outcome -> draft.add(outcomes.decide(draft.state(), outcome, now)));
        draft.add(due.decide(draft.state(), now));
        if (!state.unpublished().isEmpty() && state.unpublished().firstKey() <= turn.publishedThrough()) {
            draft.add(List.of(new Change.Published(Math.min(turn.publishedThrough(), state.publications()))));
        }
        return new Entry(commandId, state.sequence(), now, draft.changes);
    }

    /** The turn so far: what was decided, and the state as it will be. */
    private static final class Draft {

        private final Replay replay;
        private final List<Change> changes = new ArrayList<>();

        Draft(RouterState state, long nowMillis) {
            this.replay = new Replay(state, nowMillis, 0);
        }

        RouterState state() {
            return replay.state();
        }

        void add(List<Change> decided) {
            decided.forEach(replay::take);
            changes.addAll(decided);
        }
    }

    private final class ByKind implements Input.Visitor<List<Change>> {

        private final RouterState state;
        private final long nowMillis;

        ByKind(RouterState state, long nowMillis) {
            this.state = state;
            this.nowMillis = nowMillis;
        }

        @Override
        public List<Change> begun(Input.Begun input) {
            return List.of(new Change.ReadFrom(input.partition(), input.offset(), false));
        }

        @Override
        public List<Change> moved(Input.Moved input) {
            return List.of(new Change.ReadFrom(input.partition(), input.to(), true));
        }

        @Override
        public List<Change> incident(Input.OfIncident input) {
            return incidents.decide(state, input, nowMillis);
        }

        @Override
        public List<Change> verdict(Input.OfVerdict input) {
            return verdicts.decide(state, input, nowMillis);
        }

        @Override
        public List<Change> unreadable(Input.Unreadable input) {
            return List.of(
                    new Change.Taken(input.position(), Fate.REJECTED, input.reason(), Words.shortened(input.detail())));
        }
    }
}
