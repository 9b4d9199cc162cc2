package dev.watchkeeper.review.console;

import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.evidence.EvidenceBounds;
import dev.watchkeeper.review.evidence.Progress;
import dev.watchkeeper.review.queue.Proposal;
import dev.watchkeeper.review.queue.QueuedReview;
import dev.watchkeeper.review.queue.Standing;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.entity.SeriesKeys;
import dev.watchkeeper.schemas.record.Alert;
import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Cause;
import dev.watchkeeper.schemas.record.Contribution;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.DecisionKind;
import dev.watchkeeper.schemas.record.DecisionState;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.EvidenceKind;
import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.IncidentState;
import dev.watchkeeper.schemas.record.LogTemplate;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.record.Review;
import dev.watchkeeper.schemas.record.ReviewPurpose;
import dev.watchkeeper.schemas.record.ReviewState;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.Signal;
import dev.watchkeeper.schemas.record.Subject;
import dev.watchkeeper.store.online.InMemoryOnlineStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A shop whose payments fail since six minutes, as records of the topics: what the pages' tests show. */
public final class Shop {

    static final String INCIDENT = "5f2c9a1be07d4433";
    static final String OLD_INCIDENT = "0a11c0ffee5e77ed";
    static final String REVIEW = "9d5b1c0f4a7e4d2f8b6a3c1e5f7d9b20";
    static final String DECISION = "1c7e5a90b3d24f6e8a0c2b4d6f8e1a35";
    static final String PAYLOAD =
            "{\"labels\":{\"alertname\":\"payment\",\"incident\":\"INC-7\",\"severity\":\"page\"},"
                    + "\"annotations\":{\"summary\":\"payment: errors 0.3 % → 24 %\",\"certainty\":\"0.83\","
                    + "\"runbook_url\":\"https://runbooks.example.org/payment\"},"
                    + "\"startsAt\":\"2026-11-23T14:02:30Z\",\"generatorURL\":\"http://127.0.0.1:8080/incidents/7\"}";

    private static final long WINDOW = 10_000;
    private static final long HISTORY = 150 * 60_000L;

    final long now;
    final long onset;

    public Shop(long nowMillis) {
        now = nowMillis - nowMillis % WINDOW;
        onset = now - 6 * 60_000;
    }

    static Entity service(String name) {
        return EntityKeys.service("default", "demo", "shop", name);
    }

    static Entity database(String name) {
        return Entity.newBuilder(service(name)).setType(EntityType.DATABASE).build();
    }

    /** Everything, in read models. */
    Evidence evidence() {
        Evidence evidence = new Evidence(EvidenceBounds.DEFAULT, new InMemoryOnlineStore(100), "default");
        scores().forEach(evidence::accept);
        vectors().forEach(evidence::accept);
        incidents().forEach(evidence::accept);
        decisions().forEach(evidence::accept);
        refusals().forEach(evidence::accept);
        evidence.progress(Progress.LIVE);
        return evidence;
    }

    List<Score> scores() {
        List<Score> scores = new ArrayList<>();
        Random noise = new Random(7);
        for (long at = now - HISTORY; at <= now; at += WINDOW) {
            boolean failing = at >= onset;
            double day = Math.sin(at / 1_800_000.0 * 2 * Math.PI);
            for (String name : List.of("order", "inventory", "payment")) {
                double rate = 12 + 5 * day + noise.nextGaussian() * 0.6;
                scores.add(score(
                        name,
                        "span.requests",
                        "rate",
                        "{request}/s",
                        Signal.TRAFFIC,
                        at,
                        rate,
                        12 + 5 * day,
                        2.5,
                        false));
                double base = name.equals("payment") ? 0.003 : 0.002;
                double share = name.equals("inventory") || !failing ? 0 : name.equals("payment") ? 0.24 : 0.2;
                double errors = Math.max(0, base + share + noise.nextGaussian() * (share > 0 ? 0.02 : 0.001));
                scores.add(score(name, "span.errors", "ratio", "1", Signal.ERRORS, at, errors, base, 0.008, share > 0));
                scores.add(score(
                        name,
                        "span.errors.self",
                        "ratio",
                        "1",
                        Signal.ERRORS,
                        at,
                        name.equals("payment") ? errors : Math.max(0, base + noise.nextGaussian() * 0.001),
                        base,
                        0.008,
                        name.equals("payment") && failing));
                double latency = 0.042 + 0.006 * day + Math.abs(noise.nextGaussian()) * 0.004;
                scores.add(score(
                        name,
                        "span.duration",
                        "p95",
                        "s",
                        Signal.LATENCY,
                        at,
                        failing && name.equals("order") ? latency * 2.1 : latency,
                        0.045 + 0.006 * day,
                        0.018,
                        false));
                scores.add(score(
                        name,
                        "jvm.memory.used",
                        "floor",
                        "By",
                        Signal.MEMORY,
                        at,
                        9.2e7 + 2e6 * day + noise.nextGaussian() * 4e5,
                        9.2e7 + 2e6 * day,
                        4e6,
                        false));
                if (at >= now - 20_000) {
                    scores.add(entityScore(name, at, !name.equals("inventory") && failing));
                }
            }
            scores.add(heartbeat(at));
        }
        for (String each : List.of("jvm.class.count", "jvm.class.loaded", "db.client.connection.count")) {
            scores.add(notScored("order", each, "too few points yet: 14 of 60"));
        }
        scores.add(notScored("payment", "jvm.buffer.count", "constant for 60 minutes"));
        return scores;
    }

    private static Score.Builder score(Entity entity, long at) {
        return Score.newBuilder()
                .setEntity(entity)
                .setTimeMillis(at)
                .setMargin(-4)
                .setScore(0.02)
                .setHeldScore(0.02)
                .setPValue(0.4)
                .setAlerting(false)
                .setModel("entity-baseline@1");
    }

    static Score heartbeat(long at) {
        return score(EntityKeys.synthetic("default"), at).build();
    }

    private Score entityScore(String name, long at, boolean alerting) {
        return score(service(name), at)
                .setAlerting(alerting)
                .setHeldScore(alerting ? 0.97 : 0.03)
                .build();
    }

    private Score notScored(String name, String metric, String reason) {
        return score(service(name), now)
                .setSeries(SeriesKeys.key(service(name), metric, "value", Map.of()))
                .setMetric(metric)
                .setStatistic("value")
                .setModel("series-baseline@1")
                .setNotScored(reason)
                .build();
    }

    private static Score score(
            String name,
            String metric,
            String statistic,
            String unit,
            Signal signal,
            long at,
            double value,
            double expected,
            double band,
            boolean alerting) {
        return score(service(name), at)
                .setSeries(key(name, metric, statistic))
                .setMetric(metric)
                .setStatistic(statistic)
                .setUnit(unit)
                .setSignal(signal)
                .setValue(value)
                .setExpected(expected)
                .setLower(Math.max(0, expected - band))
                .setUpper(expected + band)
                .setAlerting(alerting)
                .setModel("series-baseline@1")
                .build();
    }

    static String key(String name, String metric, String statistic) {
        return SeriesKeys.key(service(name), metric, statistic, Map.of());
    }

    List<FeatureVector> vectors() {
        List<FeatureVector> vectors = new ArrayList<>();
        for (long at = now - HISTORY; at <= now; at += WINDOW) {
            boolean failing = at >= onset;
            vectors.add(vector(
                    "order",
                    at,
                    failing ? 0.2 : 0.002,
                    "1.4.0",
                    List.of(
                            call(service("inventory"), 11.8, 0),
                            call(service("payment"), 11.2, failing ? 2.7 : 0.03),
                            call(database("postgresql/orders"), 35.4, 0))));
            vectors.add(
                    vector("inventory", at, 0.002, "1.4.0", List.of(call(database("postgresql/inventory"), 23.7, 0))));
            vectors.add(vector(
                    "payment",
                    at,
                    failing ? 0.24 : 0.003,
                    at < now - 70 * 60_000 ? "1.4.0" : "1.4.1",
                    List.of(call(database("postgresql/payments"), 11.3, 0))));
        }
        return vectors;
    }

    private FeatureVector vector(String name, long at, double errors, String version, List<Call> calls) {
        boolean first = at - onset >= 0 && at - onset < WINDOW;
        Double[] values = new Double[17];
        values[0] = 11.8;
        values[1] = errors;
        values[4] = 0.047;
        return FeatureVector.newBuilder()
                .setEntity(service(name))
                .setFeatureSet("service@1")
                .setWindowStartMillis(at - WINDOW)
                .setWindowEndMillis(at)
                .setValues(new ArrayList<>(Arrays.asList(values)))
                .setCalls(calls)
                .setVersions(List.of(version))
                .setTraceIds(
                        at >= onset && name.equals("payment")
                                ? List.of(String.format("%032x", at * 7919), String.format("%032x", at * 104729))
                                : List.of())
                .setNewTemplates(
                        first && name.equals("payment")
                                ? List.of(
                                        template(
                                                "card <*> declined: gateway answered <*>",
                                                "card 4711 declined: gateway answered 500",
                                                17),
                                        template(
                                                "retry <*> of payment <*> in <*> ms",
                                                "retry 2 of payment p-88123 in 400 ms",
                                                13))
                                : List.of())
                .build();
    }

    private static LogTemplate template(String text, String sample, int severity) {
        return LogTemplate.newBuilder()
                .setId(Integer.toHexString(text.hashCode()))
                .setText(text)
                .setSample(sample)
                .setSeverity(severity)
                .setCount(31)
                .build();
    }

    private static Call call(Entity callee, double requests, double errors) {
        return Call.newBuilder()
                .setCallee(callee)
                .setRequests(requests)
                .setErrors(errors)
                .setP50Seconds(0.004)
                .setP95Seconds(0.018)
                .setWaitSeconds(0.001)
                .build();
    }

    List<Incident> incidents() {
        return List.of(
                incident().build(),
                Incident.newBuilder(incident().build())
                        .setId(OLD_INCIDENT)
                        .setState(IncidentState.CLOSED)
                        .setSentence("inventory: latency p95 41 ms → 380 ms")
                        .setOpenedAtMillis(now - 100 * 60_000)
                        .setClosedAtMillis(now - 82 * 60_000)
                        .setUpdatedAtMillis(now - 82 * 60_000)
                        .setFailedRequestsPerSecond(0)
                        .setCauses(List.of(Cause.newBuilder()
                                .setEntity(service("inventory"))
                                .setScore(3.2)
                                .setOnsetMillis(now - 101 * 60_000)
                                .setAbsent(false)
                                .setSentence("Its statements took 9 times as long.")
                                .setEvidence(List.of(evidence(
                                        EvidenceKind.SERIES,
                                        "latency p95 41 ms → 380 ms",
                                        key("inventory", "span.duration", "p95"))))
                                .build()))
                        .build());
    }

    public Incident.Builder incident() {
        return Incident.newBuilder()
                .setId(INCIDENT)
                .setTenant("default")
                .setRevision(4)
                .setState(IncidentState.OPEN)
                .setOpenedAtMillis(onset + 2 * WINDOW)
                .setUpdatedAtMillis(now)
                .setSentence("payment: errors 0.3 % → 24 %")
                .setCertainty(0.83)
                .setPValue(1e-5)
                .setFailedRequestsPerSecond(2.7)
                .setAlerts(List.of(
                        alert(
                                "payment",
                                6.8,
                                List.of(
                                        contribution(
                                                "errors",
                                                key("payment", "span.errors.self", "ratio"),
                                                4.1,
                                                "24 % of requests fail by themselves, 0.3 % expected"),
                                        contribution("logs", "logs", 1.9, "9.1 ERROR lines a second, 0.1 expected"),
                                        contribution(
                                                "logs", "log.templates", 0.7, "2 kinds of log line never seen before"),
                                        contribution("traffic", "span.requests", -0.3, "requests as usual: 11.3/s"))),
                        alert(
                                "order",
                                4.2,
                                List.of(
                                        contribution(
                                                "errors",
                                                key("order", "span.errors", "ratio"),
                                                3.4,
                                                "20 % of requests fail, 0.2 % expected"),
                                        contribution(
                                                "latency",
                                                key("order", "span.duration", "p95"),
                                                0.9,
                                                "latency p95 98 ms, 45 ms expected")))))
                .setCauses(List.of(
                        Cause.newBuilder()
                                .setEntity(service("payment"))
                                .setScore(6.1)
                                .setOnsetMillis(onset)
                                .setAbsent(false)
                                .setSentence("24 % of its requests fail although no call that it makes fails.")
                                .setEvidence(List.of(
                                        evidence(
                                                EvidenceKind.SERIES,
                                                "requests failed by itself 0.3 % → 24 %",
                                                key("payment", "span.errors.self", "ratio")),
                                        evidence(
                                                EvidenceKind.CALLS,
                                                "order's calls to it fail at 24 %, its own calls at 0 %",
                                                null),
                                        evidence(
                                                EvidenceKind.LOG_TEMPLATE,
                                                "new: card <*> declined: gateway answered <*>",
                                                null)))
                                .build(),
                        Cause.newBuilder()
                                .setEntity(service("order"))
                                .setScore(2.4)
                                .setOnsetMillis(onset + WINDOW)
                                .setAbsent(false)
                                .setSentence("20 % of its requests fail, nearly all of them in calls to payment.")
                                .setEvidence(List.of())
                                .build()))
                .setWhyFirst("order became odd 10 s later, and 97 % of its failures are calls to payment that failed.")
                .setModels(List.of("series-baseline@1", "entity-baseline@1"))
                .setCalls(List.of());
    }

    private dev.watchkeeper.schemas.record.Evidence evidence(
            EvidenceKind kind, String sentence, @Nullable String series) {
        return dev.watchkeeper.schemas.record.Evidence.newBuilder()
                .setKind(kind)
                .setSentence(sentence)
                .setSeries(series)
                .setTraceIds(List.of())
                .setSinceMillis(onset)
                .build();
    }

    private Alert alert(String name, double margin, List<Contribution> contributions) {
        return Alert.newBuilder()
                .setId(Integer.toHexString(name.hashCode()))
                .setEntity(service(name))
                .setOpenedAtMillis(onset + 2 * WINDOW)
                .setUpdatedAtMillis(now)
                .setMargin(margin)
                .setPValue(1e-5)
                .setAbsent(false)
                .setModel("entity-baseline@1")
                .setContributions(contributions)
                .build();
    }

    private static Contribution contribution(String group, String feature, double share, String sentence) {
        return Contribution.newBuilder()
                .setGroup(group)
                .setFeature(feature)
                .setContribution(share)
                .setSentence(sentence)
                .build();
    }

    List<Decision> decisions() {
        Decision decided = Decision.newBuilder()
                .setId(DECISION)
                .setRevision(1)
                .setTenant("default")
                .setSubject(Subject.INCIDENT)
                .setSubjectId(INCIDENT)
                .setSubjectRevision(1)
                .setKind(DecisionKind.ASK)
                .setRule("notify-1")
                .setPolicyVersion("3")
                .setReason("certainty 0.83 < 0.90")
                .setCertainty(0.83)
                .setThreshold(0.9)
                .setReceiver("payments-oncall")
                .setPayload(PAYLOAD)
                .setReviewId(REVIEW)
                .setState(DecisionState.DECIDED)
                .setDecidedAtMillis(onset + 3 * WINDOW)
                .setUpdatedAtMillis(onset + 3 * WINDOW)
                .setLogIndex(411)
                .setInputs(List.of("incidents-0@12"))
                .build();
        return List.of(
                decided,
                Decision.newBuilder(decided)
                        .setRevision(2)
                        .setState(DecisionState.ASKED)
                        .setOutcome("a person is asked until the due time")
                        .setLogIndex(412)
                        .build());
    }

    Review review() {
        return Review.newBuilder()
                .setId(REVIEW)
                .setRevision(1)
                .setTenant("default")
                .setPurpose(ReviewPurpose.ASK)
                .setState(ReviewState.OPENED)
                .setDecisionId(DECISION)
                .setIncidentId(INCIDENT)
                .setIncidentRevision(1)
                .setQuestion("Page payments?")
                .setWhyAsked("certainty 0.83 < 0.90, rule notify-1")
                .setEvidence(List.of(
                        "24 % of payment's requests fail by themselves, 0.3 % expected",
                        "order's calls to it fail at 24 %, its own calls at 0 %",
                        "new log line: card <*> declined: gateway answered <*>"))
                .setNotify(true)
                .setReceiver("payments-oncall")
                .setPayload(PAYLOAD)
                .setOnApprove("payments-oncall is paged at once, and told again when it is over.")
                .setOnReject("Nobody is told. The incident stays on the console.")
                .setOnExpiry("payments-oncall is paged with the note that nobody answered.")
                .setOpenedAtMillis(onset + 3 * WINDOW)
                .setDueAtMillis(now + 12 * 60_000)
                .setUpdatedAtMillis(onset + 3 * WINDOW)
                .build();
    }

    /** The review that checks what was done about the incident that is over. */
    Review oldReview() {
        return Review.newBuilder(review())
                .setId("77d5b1c0f4a7e4d2f8b6a3c1e5f7d9b2")
                .setPurpose(ReviewPurpose.CHECK)
                .setIncidentId(OLD_INCIDENT)
                .setQuestion("Was telling inventory-oncall right?")
                .setWhyAsked("certainty 0.94 ≥ 0.90, rule notify-1: checked afterwards")
                .setEvidence(List.of(
                        "latency p95 41 ms → 380 ms", "its statements took 9 times as long", "nothing else was odd"))
                .setReceiver("inventory-oncall")
                .setOnApprove("It is kept as right, and the models learn from it.")
                .setOnReject("It is kept as wrong, and the models learn from it.")
                .setOnExpiry("Nothing is learned from it.")
                .setDueAtMillis(now + 22 * 3_600_000L)
                .build();
    }

    QueuedReview queued(Standing standing, ReviewPurpose purpose, long number, String id) {
        Review review = review();
        boolean held = standing == Standing.HELD;
        return new QueuedReview(
                number,
                id,
                1,
                1,
                standing,
                purpose,
                DECISION,
                number == 7 ? INCIDENT : OLD_INCIDENT,
                1,
                number == 7 ? review.getQuestion() : "Was telling inventory-oncall right?",
                number == 7 ? review.getWhyAsked() : "certainty 0.94 ≥ 0.90, rule notify-1: checked afterwards",
                review.getEvidence(),
                new Proposal(true, review.getReceiver(), review.getPayload()),
                review.getOnApprove(),
                review.getOnReject(),
                review.getOnExpiry(),
                review.getOpenedAtMillis(),
                review.getDueAtMillis() + (number == 7 ? 0 : 3_600_000),
                review.getUpdatedAtMillis(),
                held ? "aa" : null,
                held ? now + 9_000 : null);
    }

    List<Rejected> refusals() {
        return List.of(
                rejected("TOO_LARGE", "ingest http", Fault.SENDER, 2, "found 24.1 MiB, at most 20 MiB are taken"),
                rejected(
                        "NOT_OTLP", "ingest http", Fault.SENDER, 1, "found text/html, expected application/x-protobuf"),
                rejected("LATE", "features windows", Fault.UNKNOWN, 14, "event time 7.2 s behind the watermark"));
    }

    private Rejected rejected(String reason, String where, Fault fault, int count, String detail) {
        return Rejected.newBuilder()
                .setSource("127.0.0.1:51332")
                .setReason(reason)
                .setFault(fault)
                .setDetail(detail)
                .setWhere(where)
                .setTimeMillis(now - 40_000)
                .setSize(100)
                .setBytes(ByteBuffer.allocate(0))
                .setCount(count)
                .build();
    }
}
