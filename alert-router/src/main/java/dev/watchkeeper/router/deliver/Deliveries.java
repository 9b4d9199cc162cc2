package dev.watchkeeper.router.deliver;

import dev.watchkeeper.router.decide.Case;
import dev.watchkeeper.router.decide.Notification;
import dev.watchkeeper.router.decide.Outcome;
import dev.watchkeeper.router.decide.RouterState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells receivers what the state says they have to be told. Each receiver has its own lane, so one that hangs holds up
 * nobody else. What came of it goes back to the log as outcomes; only times of attempts are kept here, and a restart
 * that loses them tells once more what lasts.
 *
 * <p>Ledger: attempts = told + failed, per receiver.
 */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** The last attempt; soon: whether a repetition of it is to follow after the shorter pause. */
    private record Attempt(int content, long atMillis, boolean underWay, boolean soon) {}

    private final Map<String, Receiver> receivers = new TreeMap<>();
    private final Map<String, Executor> lanes = new TreeMap<>();
    private final Timing timing;
    private final Clock clock;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private volatile boolean active;

    /**
     * Deliveries to these receivers.
     *
     * @param lane gives each receiver its executor; one that runs in place makes everything happen in the caller
     */
    public Deliveries(List<Receiver> receivers, Function<String, Executor> lane, Timing timing, Clock clock) {
        receivers.forEach(receiver -> {
            this.receivers.put(receiver.name(), receiver);
            lanes.put(receiver.name(), lane.apply(receiver.name()));
        });
        this.timing = timing;
        this.clock = clock;
    }

    /** Sets under way whatever is due by this state. Returns at once. */
    public void carryOut(RouterState state) {
        active = true;
        long now = clock.millis();
        for (Case known : state.cases().values()) {
            for (Notification told : known.notifications()) {
                if (isDue(told, now) && isNext(known, told)) {
                    start(known, told, now);
                }
            }
        }
        if (attempts.size() > 2 * state.cases().size() + 64) {
            attempts.keySet()
                    .removeIf(id -> state.cases().values().stream()
                            .flatMap(known -> known.notifications().stream())
                            .noneMatch(told -> told.id().equals(id)));
        }
    }

    /** What came of deliveries since the last call. */
    public List<Outcome> outcomes() {
        List<Outcome> all = new ArrayList<>();
        for (Outcome next = outcomes.poll(); next != null; next = outcomes.poll()) {
            all.add(next);
        }
        return all;
    }

    /** This node doesn't lead any more: what has not begun is not begun. */
    public void rest() {
        active = false;
        attempts.clear();
        failing.clear();
        outcomes.clear();
    }

    /** {@code receiver.told} and {@code receiver.failed} to how often, since this process began. */
    public Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((name, count) -> all.put(name, count.get()));
        return all;
    }

    private boolean isDue(Notification told, long now) {
        Attempt last = attempts.get(told.id());
        if ((told.refused() && !told.settled()) || (last != null && last.underWay())) {
            return false;
        }
        if (!told.settled()) {
            // Told but not settled for long: the outcome was lost with an entry that was stale.
            return last == null
                    || last.content() < told.content()
                    || now >= last.atMillis() + timing.retry().toMillis();
        }
        if (!repeats(told, now)) {
            return false;
        }
        return last == null || now >= last.atMillis() + (last.soon() ? timing.retry() : timing.refresh()).toMillis();
    }

    /** A receiver is told of an alert's end before it is told of the one that replaces it. */
    private static boolean isNext(Case known, Notification told) {
        return known.notifications().stream()
                .takeWhile(before -> !before.id().equals(told.id()))
                .filter(before -> before.receiver().equals(told.receiver()))
                .allMatch(before -> before.settled() || before.refused());
    }

    /** Whether a receiver that forgets has to hear again what it confirmed. */
    private boolean repeats(Notification told, long now) {
        Receiver receiver = receivers.get(told.receiver());
        if (receiver == null || !receiver.forgets()) {
            return false;
        }
        Long ended = told.endedAtMillis();
        return ended == null || now < ended + timing.resolvedFor().toMillis();
    }

    private void start(Case known, Notification told, long now) {
        Notice notice = new Notice(
                known.decision().getId(),
                known.incidentId(),
                told.id(),
                told.content(),
                told.payload(),
                told.endsAtMillis());
        Receiver receiver = receivers.get(told.receiver());
        Executor lane = lanes.get(told.receiver());
        if (receiver == null || lane == null) {
            String reason = "no receiver " + told.receiver() + " is declared; there are " + receivers.keySet();
            done(notice, now, new DeliveryFailure(DeliveryFailure.Kind.BAD_INPUT, reason));
            return;
        }
        attempts.put(told.id(), new Attempt(told.content(), now, true, false));
        lane.execute(() -> tell(receiver, notice));
    }

    private void tell(Receiver receiver, Notice notice) {
        if (!active) {
            attempts.remove(notice.notificationId());
            return;
        }
        try {
            receiver.tell(notice);
            count(receiver.name() + ".told");
            if (failing.remove(notice.notificationId())) {
                LOG.info("incident {}: {} is told again", notice.incidentId(), receiver.name());
            }
            done(notice, clock.millis(), null);
        } catch (DeliveryFailure e) {
            count(receiver.name() + ".failed");
            logged(receiver, notice, e);
            done(notice, clock.millis(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            attempts.remove(notice.notificationId());
        } catch (RuntimeException e) {
            count(receiver.name() + ".failed");
            LOG.error("incident {}: telling {} failed by our own fault", notice.incidentId(), receiver.name(), e);
            done(notice, clock.millis(), new DeliveryFailure(DeliveryFailure.Kind.UNKNOWN, e.toString(), e));
        }
    }

    /** Once where it begins to fail; an outage is not a line for every attempt. */
    private void logged(Receiver receiver, Notice notice, DeliveryFailure failure) {
        Level level = failing.add(notice.notificationId()) ? Level.WARN : Level.DEBUG;
        LOG.atLevel(level)
                .log(
                        "incident {}: {} could not be told content {} ({}): {}",
                        notice.incidentId(),
                        receiver.name(),
                        notice.content(),
                        failure.kind(),
                        failure.getMessage());
    }

    private void done(Notice notice, long now, @Nullable DeliveryFailure failure) {
        attempts.put(
                notice.notificationId(),
                new Attempt(notice.content(), now, false, failure != null && !failure.forGood()));
        outcomes.add(
                failure == null
                        ? Outcome.told(notice.incidentId(), notice.notificationId(), notice.content())
                        : Outcome.failed(
                                notice.incidentId(),
                                notice.notificationId(),
                                notice.content(),
                                String.valueOf(failure.getMessage()),
                                failure.forGood()));
    }

    private void count(String name) {
        counts.computeIfAbsent(name, each -> new AtomicLong()).incrementAndGet();
    }
}
