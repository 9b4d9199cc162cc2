package dev.watchkeeper.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.router.decide.AlertPayload;
import dev.watchkeeper.router.decide.Case;
import dev.watchkeeper.router.decide.Deciding;
import dev.watchkeeper.router.decide.Desk;
import dev.watchkeeper.router.decide.Input;
import dev.watchkeeper.router.decide.Notification;
import dev.watchkeeper.router.decide.Partition;
import dev.watchkeeper.router.decide.Policy;
import dev.watchkeeper.router.decide.Position;
import dev.watchkeeper.router.decide.Publication;
import dev.watchkeeper.router.deliver.Deliveries;
import dev.watchkeeper.router.deliver.DeliveryFailure;
import dev.watchkeeper.router.deliver.MemoryReceiver;
import dev.watchkeeper.router.deliver.Notice;
import dev.watchkeeper.router.deliver.Publisher;
import dev.watchkeeper.router.deliver.Receiver;
import dev.watchkeeper.router.deliver.Timing;
import dev.watchkeeper.router.log.MemoryLog;
import dev.watchkeeper.router.receive.Inputs;
import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import dev.watchkeeper.schemas.record.Label;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real spine on a log, receivers and topics in memory, in one thread, under random incidents, verdicts, passing
 * time, receivers that fail, and crashes at any moment between append and delivery. After every event the invariants
 * are held against what the outside has seen.
 */
class AlertRouterSimulationTest {

    private static final int EVENTS = 500;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void invariants_holdAfterEveryEvent(long seed) throws InterruptedException {
        World world = new World(seed);
        for (int i = 0; i < EVENTS; i++) {
            world.event();
            world.invariants();
        }
        world.calm();
        world.invariants();
        world.conclusions();
    }

    /** Everything outside the router, and the router. */
    private static final class World {

        private final Random random;
        private final SimulatedClock clock = new SimulatedClock();
        private final Policy policy;
        private final MemoryLog log = new MemoryLog();
        private final MemoryReceiver pager = new MemoryReceiver("pager", true);
        private final MemoryReceiver hook = new MemoryReceiver("hook", false);
        private final Topics topics = new Topics();
        private final Readers readers = new Readers();
        private final Map<String, Incident> incidents = new TreeMap<>();
        private final Set<String> rejectedAsks = new HashSet<>(Set.of("none"));
        private boolean crashesInDelivery;
        private AlertRouter router;
        private int starts;

        World(long seed) {
            random = new Random(seed);
            policy = Desk.policy(random.nextBoolean() ? ", ask-on-expiry: notify" : "");
            router = start();
        }

        private AlertRouter start() {
            crashesInDelivery = false;
            List<Receiver> receivers = List.of(pager, hook);
            Executor inPlace = task -> {
                if (crashesInDelivery) {
                    throw new Crash();
                }
                task.run();
            };
            Deliveries deliveries = new Deliveries(
                    receivers,
                    name -> inPlace,
                    new Timing(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofSeconds(15)),
                    clock);
            readers.confirmed = 0;
            return new AlertRouter(
                    topics,
                    new Deciding(policy, new AlertPayload("http://console"), Desk.RECEIVERS),
                    log,
                    deliveries,
                    readers,
                    clock,
                    "start-" + ++starts);
        }

        void event() throws InterruptedException {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> topics.incident(newIncident());
                case 3, 4, 5 -> revisedIncident();
                case 6, 7 -> verdict();
                case 8 -> clock.now += random.nextInt(20 * 60_000);
                case 9 -> faults();
                case 10 -> crash();
                default -> topics.garbage();
            }
            if (random.nextInt(3) > 0) {
                turn();
            }
        }

        private void turn() throws InterruptedException {
            crashesInDelivery = random.nextInt(8) == 0;
            readers.crashes = random.nextInt(12) == 0;
            try {
                router.turn();
            } catch (Crash e) {
                restart();
            }
            clock.now += random.nextInt(500);
        }

        private void crash() {
            if (random.nextBoolean()) {
                log.takeSnapshot();
            }
            restart();
        }

        private void restart() {
            byte[] before = log.bytes();
            log.restart();
            assertThat(log.bytes()).as("snapshot and log make the state again").isEqualTo(before);
            router = start();
        }

        private Incident newIncident() {
            return put(Desk.incident("incident-" + incidents.size(), 1, random.nextDouble()));
        }

        private Incident put(Incident incident) {
            incidents.put(incident.getId(), incident);
            return incident;
        }

        private void revisedIncident() {
            if (incidents.isEmpty()) {
                return;
            }
            List<Incident> all = List.copyOf(incidents.values());
            Incident incident = all.get(random.nextInt(all.size()));
            if (incident.getState() != IncidentState.OPEN || random.nextInt(10) == 0) {
                topics.incident(incident); // once more
                return;
            }
            Incident.Builder next = Incident.newBuilder(incident)
                    .setRevision(incident.getRevision() + 1)
                    .setCertainty(random.nextDouble())
                    .setSentence("errors " + random.nextInt(100) + " %");
            Incident other = all.get(random.nextInt(all.size()));
            switch (random.nextInt(6)) {
                case 0 -> next.setState(IncidentState.CLOSED).setClosedAtMillis(clock.now);
                case 1 -> {
                    if (!other.getId().equals(incident.getId())) {
                        next.setState(IncidentState.MERGED).setMergedInto(other.getId());
                    }
                }
                default -> {}
            }
            topics.incident(put(next.build()));
        }

        private void verdict() {
            List<Review> reviews = List.copyOf(readers.reviews.values());
            if (reviews.isEmpty()) {
                return;
            }
            Review review = reviews.get(random.nextInt(reviews.size()));
            Answer answer = Answer.values()[random.nextInt(3)];
            String payload = review.getPayload();
            topics.verdict(Verdict.newBuilder()
                    .setId("verdict-" + topics.verdicts.size())
                    .setReviewId(review.getId())
                    .setReviewRevision(1)
                    .setDecisionId(review.getDecisionId())
                    .setIncidentId(review.getIncidentId())
                    .setTenant(review.getTenant())
                    .setAnswer(answer)
                    .setReason("because")
                    .setLabel(Label.ANOMALY)
                    .setNotify(answer == Answer.APPROVE || (answer == Answer.MODIFY && random.nextInt(4) > 0))
                    .setReceiver(answer == Answer.MODIFY ? modified(review) : review.getReceiver())
                    .setPayload(answer == Answer.MODIFY && random.nextBoolean() ? modified(payload) : payload)
                    .setReviewer("alice")
                    .setTimeMillis(clock.now)
                    .build());
        }

        /** Now and then into what cannot be sent. */
        private String modified(String payload) {
            return random.nextInt(4) > 0
                    ? payload.replace("errors", "many errors")
                    : payload.replace("\"severity\":\"warning\"", "\"severity\":\"critical\"");
        }

        private String modified(Review review) {
            return random.nextBoolean() ? review.getReceiver() : random.nextInt(8) > 0 ? "hook" : "hoock";
        }

        private void faults() {
            DeliveryFailure.Kind[] kinds = DeliveryFailure.Kind.values();
            for (MemoryReceiver receiver : List.of(pager, hook)) {
                receiver.fault = notice -> random.nextInt(3) > 0 ? null : kinds[random.nextInt(kinds.length)];
            }
        }

        /** Nothing fails any more and time passes: everything that has to be told is told. */
        void calm() throws InterruptedException {
            pager.fault = notice -> null;
            hook.fault = notice -> null;
            for (int i = 0; i < 60; i++) {
                crashesInDelivery = false;
                readers.crashes = false;
                router.turn();
                clock.now += 20_000;
            }
        }

        void invariants() {
            for (MemoryReceiver receiver : List.of(pager, hook)) {
                Map<String, Long> lasting = receiver.byLabels.values().stream()
                        .filter(notice -> notice.endsAtMillis() == null)
                        .collect(Collectors.groupingBy(Notice::incidentId, Collectors.counting()));
                assertThat(lasting.values())
                        .as("alerts of an incident that last")
                        .allMatch(alerts -> alerts == 1);
            }
            // Judged from outside, by the published review and the verdict, not by what the router thinks of it.
            readers.reviews.values().stream()
                    .filter(review -> review.getPurpose() == ReviewPurpose.ASK)
                    .filter(review -> topics.saysNo(review.getVerdictId()))
                    .forEach(review -> rejectedAsks.add(review.getIncidentId()));
            assertThat(pager.byLabels.values().stream().map(Notice::incidentId))
                    .as("rejected and yet sent")
                    .doesNotContainAnyElementsOf(rejectedAsks);
            assertThat(hook.byLabels.values().stream().map(Notice::incidentId))
                    .as("rejected and yet sent")
                    .doesNotContainAnyElementsOf(rejectedAsks);
            ledger("incidents", List.of("decided", "unchanged", "rejected"));
            ledger("verdicts", List.of("applied", "dropped", "rejected"));
        }

        private void ledger(String topic, List<String> fates) {
            Partition partition = new Partition(topic, 0);
            long taken = log.state().offsets().getOrDefault(partition, 0L);
            long sum = log.state().counts().entrySet().stream()
                    .filter(count -> fates.stream()
                            .anyMatch(fate -> count.getKey().equals(topic + "." + fate)
                                    || count.getKey().startsWith(topic + "." + fate + ".")))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            assertThat(log.state().count(topic + ".in"))
                    .as("%s: in = sum of fates = offset", topic)
                    .isEqualTo(sum)
                    .isEqualTo(taken);
        }

        void conclusions() {
            assertThat(log.bytesFromNothing())
                    .as("the same log gives the same bytes")
                    .isEqualTo(log.bytes());
            assertThat(log.state().offsets().values())
                    .containsExactly((long) topics.incidents.size(), (long) topics.verdicts.size());
            assertThat(log.state().unpublished()).isEmpty();
            for (Case known : log.state().cases().values()) {
                assertThat(readers.decisions.get(known.decision().getId())).isEqualTo(known.decision());
                List<Notification> refused = known.notifications().stream()
                        .filter(Notification::refused)
                        .toList();
                assertThat(refused)
                        .as("refused for good, and why is on record")
                        .allMatch(told -> told.failure() != null);
                if (!refused.isEmpty()) {
                    continue; // what a receiver will not hear, it does not know
                }
                long lasting = pager.active(known.incidentId()).size()
                        + hook.active(known.incidentId()).size();
                assertThat(lasting)
                        .as("%s at the receivers", known.incidentId())
                        .isEqualTo(known.lasting().isPresent() ? 1 : 0);
            }
        }
    }

    private static final class Crash extends RuntimeException {}

    private static final class SimulatedClock extends Clock {
        private long now = Desk.NOON;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }
    }

    /** Input topics; hands on at most seven records of each at once. */
    private static final class Topics implements Inputs {
        private final List<Object> incidents = new ArrayList<>();
        private final List<Object> verdicts = new ArrayList<>();

        void incident(Incident incident) {
            incidents.add(incident);
        }

        void verdict(Verdict verdict) {
            verdicts.add(verdict);
        }

        boolean saysNo(@Nullable String verdictId) {
            return verdicts.stream()
                    .filter(Verdict.class::isInstance)
                    .map(Verdict.class::cast)
                    .anyMatch(verdict -> verdict.getId().equals(verdictId) && !verdict.getNotify());
        }

        void garbage() {
            incidents.add("garbage");
            verdicts.add("garbage");
        }

        @Override
        public List<Input> receive(Map<Partition, Long> offsets) {
            Map<Partition, List<Object>> all =
                    new HashMap<>(Map.of(Desk.INCIDENTS, incidents, Desk.VERDICTS, verdicts));
            List<Input> inputs = new ArrayList<>();
            all.keySet().stream()
                    .filter(partition -> !offsets.containsKey(partition))
                    .forEach(partition -> inputs.add(new Input.Begun(partition, 0)));
            offsets.forEach((partition, offset) -> {
                List<Object> records = all.getOrDefault(partition, List.of());
                for (int i = offset.intValue(); i < Math.min(records.size(), offset + 7); i++) {
                    inputs.add(input(new Position(partition, i), records.get(i)));
                }
            });
            return inputs;
        }

        private static Input input(Position position, Object record) {
            if (record instanceof Incident incident) {
                return new Input.OfIncident(position, incident);
            }
            return record instanceof Verdict verdict
                    ? new Input.OfVerdict(position, verdict)
                    : new Input.Unreadable(position, "DAMAGED", "garbage");
        }
    }

    /** Readers of decisions and reviews: they upsert by id and revision, and see every revision. */
    private static final class Readers implements Publisher {
        private final Map<String, Decision> decisions = new HashMap<>();
        private final Map<String, Review> reviews = new TreeMap<>();
        private final Map<String, Object> revisions = new HashMap<>();
        private boolean crashes;
        private long confirmed;

        @Override
        public void publish(SortedMap<Long, Publication> unpublished) {
            unpublished.forEach((number, publication) -> {
                if (crashes && number % 3 == 0) {
                    throw new Crash();
                }
                Decision decision = publication.decision();
                Review review = publication.review();
                if (decision != null) {
                    same(decision.getId() + "@" + decision.getRevision(), decision);
                    decisions.merge(decision.getId(), decision, (a, b) -> a.getRevision() > b.getRevision() ? a : b);
                } else if (review != null) {
                    same(review.getId() + "@" + review.getRevision(), review);
                    reviews.merge(review.getId(), review, (a, b) -> a.getRevision() > b.getRevision() ? a : b);
                }
                confirmed = number;
            });
        }

        private void same(String revision, Object record) {
            Object before = revisions.putIfAbsent(revision, record);
            assertThat(before == null || before.equals(record))
                    .as("%s is repeated with the same content", revision)
                    .isTrue();
        }

        @Override
        public long confirmedThrough() {
            return confirmed;
        }
    }
}
