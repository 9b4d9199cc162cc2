package dev.watchkeeper.router;

import dev.watchkeeper.router.decide.Answer;
import dev.watchkeeper.router.decide.Deciding;
import dev.watchkeeper.router.decide.Entry;
import dev.watchkeeper.router.decide.RouterState;
import dev.watchkeeper.router.decide.Turn;
import dev.watchkeeper.router.deliver.Deliveries;
import dev.watchkeeper.router.deliver.Publisher;
import dev.watchkeeper.router.log.DecisionLog;
import dev.watchkeeper.router.log.NotLeading;
import dev.watchkeeper.router.receive.Inputs;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spine: receive, decide, append, deliver once the append is known, then take the next. One thread; a node that
 * doesn't lead takes no turn.
 */
public final class AlertRouter {

    private static final Logger LOG = LoggerFactory.getLogger(AlertRouter.class);

    private final Inputs inputs;
    private final Deciding deciding;
    private final DecisionLog log;
    private final Deliveries deliveries;
    private final Publisher publisher;
    private final Clock clock;
    private final String incarnation;
    private long commands;

    /** @param incarnation differs at every start of every node, so that no two entries share a command id */
    public AlertRouter(
            Inputs inputs,
            Deciding deciding,
            DecisionLog log,
            Deliveries deliveries,
            Publisher publisher,
            Clock clock,
            String incarnation) {
        this.inputs = inputs;
        this.deciding = deciding;
        this.log = log;
        this.deliveries = deliveries;
        this.publisher = publisher;
        this.clock = clock;
        this.incarnation = incarnation;
    }

    /**
     * One turn.
     *
     * @return whether this node leads; where it doesn't, wait before the next turn
     */
    public boolean turn() throws InterruptedException {
        if (!log.leads()) {
            deliveries.rest();
            return false;
        }
        RouterState state = log.state();
        deliver(state);
        Turn turn = new Turn(
                clock.millis(), inputs.receive(state.offsets()), deliveries.outcomes(), publisher.confirmedThrough());
        Entry entry = deciding.decide(state, incarnation + "-" + ++commands, turn);
        return entry.isEmpty() || appended(entry);
    }

    private boolean appended(Entry entry) throws InterruptedException {
        try {
            Answer answer = log.append(entry);
            if (answer instanceof Answer.Stale stale) {
                LOG.info(
                        "entry {} was decided on state {}, the log is at {}: deciding again",
                        entry.commandId(),
                        entry.expectedSequence(),
                        stale.sequence());
            }
            deliver(log.state());
            return true;
        } catch (NotLeading e) {
            LOG.info("this node leads no more: {}", e.getMessage());
            deliveries.rest();
            return false;
        }
    }

    private void deliver(RouterState state) {
        publisher.publish(state.unpublished());
        deliveries.carryOut(state);
    }
}
