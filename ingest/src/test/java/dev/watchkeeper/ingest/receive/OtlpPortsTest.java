package dev.watchkeeper.ingest.receive;

import static dev.watchkeeper.ingest.Otlp.NANOS;
import static dev.watchkeeper.ingest.Otlp.NOW;
import static dev.watchkeeper.ingest.Otlp.gauge;
import static dev.watchkeeper.ingest.Otlp.log;
import static dev.watchkeeper.ingest.Otlp.logs;
import static dev.watchkeeper.ingest.Otlp.metrics;
import static dev.watchkeeper.ingest.Otlp.number;
import static dev.watchkeeper.ingest.Otlp.service;
import static dev.watchkeeper.ingest.Otlp.span;
import static dev.watchkeeper.ingest.Otlp.spans;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import dev.watchkeeper.ingest.Ingest;
import dev.watchkeeper.ingest.decode.Decoder;
import dev.watchkeeper.ingest.decode.Signal;
import dev.watchkeeper.ingest.ledger.CountedIntake;
import dev.watchkeeper.ingest.ledger.Ledger;
import dev.watchkeeper.ingest.ledger.Way;
import dev.watchkeeper.ingest.normalize.Bounds;
import dev.watchkeeper.ingest.publish.Publisher;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.schemas.record.Rejected;
import dev.watchkeeper.schemas.topics.Topic;
import dev.watchkeeper.schemas.topics.Topics;
import dev.watchkeeper.schemas.wire.AvroDeserializer;
import dev.watchkeeper.schemas.wire.WireFormat;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ports over real HTTP, with Kafka's own stand-in behind them. */
final class OtlpPortsTest {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";
    private static final int MAX_BYTES = 20 * 1024 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final WireFormat format = new WireFormat(new MockSchemaRegistryClient());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private MockProducer<byte[], byte[]> producer = kafka(true);
    private OtlpServer server = SHARED;

    /** One server for all tests, since a server takes two seconds to end; what stands behind it changes. */
    private static volatile Intake behind = new Ingest(
            new Decoder(1),
            new Publisher(kafka(true), new WireFormat(new MockSchemaRegistryClient()), Clock.systemUTC()),
            Clock.systemUTC());

    private static volatile Publisher publisher =
            new Publisher(kafka(true), new WireFormat(new MockSchemaRegistryClient()), Clock.systemUTC());
    private static volatile boolean beating = true;
    private static final InFlight ROOM = new InFlight(64 * 1024 * 1024);
    private static final OtlpServer SHARED = start(ROOM);

    private static OtlpServer start(InFlight room) {
        return start(room, Duration.ofSeconds(30), 2, 1_000);
    }

    private static OtlpServer start(InFlight room, Duration timeout, int threads, int waiting) {
        Intake changing = new Intake() {
            @Override
            public <Q extends Message, T extends SpecificRecord> CompletableFuture<Outcome> take(
                    Route<Q, T> route, Delivery delivery) {
                return behind.take(route, delivery);
            }

            @Override
            public CompletableFuture<Outcome> refuse(Signal<?> signal, BadInput why, Delivery delivery) {
                return behind.refuse(signal, why, delivery);
            }
        };
        return OtlpServer.start(
                new OtlpServer.Settings("127.0.0.1", 0, 0, MAX_BYTES, Duration.ofSeconds(7), timeout, threads, waiting),
                Route.all(Bounds.DEFAULTS),
                changing,
                changing,
                room,
                health(),
                () -> "some_metric 1\n");
    }

    private static Health health() {
        Health health = new Health();
        health.needs(() -> publisher.answering(), "Kafka does not acknowledge");
        health.needs(() -> beating, "the heartbeat has stopped");
        return health;
    }

    @AfterAll
    static void stop() {
        SHARED.close();
    }

    @BeforeEach
    void stand() {
        standsBehind(true);
    }

    private void standsBehind(boolean acknowledges) {
        producer = kafka(acknowledges);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        publisher = new Publisher(producer, format, clock);
        Ingest ingest = new Ingest(new Decoder(1_000_000), publisher, clock);
        behind = new CountedIntake(ingest, new Ledger(meters), Way.HTTP);
    }

    private static MockProducer<byte[], byte[]> kafka(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private HttpRequest.Builder request(String path, String contentType, byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path))
                .header("content-type", contentType)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> post(String path, String contentType, byte[] body)
            throws IOException, InterruptedException {
        return send(request(path, contentType, body));
    }

    private <T extends SpecificRecord> List<T> on(Topic<T> topic) {
        AvroDeserializer<T> deserializer = new AvroDeserializer<>(format, topic);
        return producer.history().stream()
                .filter(sent -> sent.topic().equals(topic.name()))
                .map(sent -> deserializer.deserialize(sent.topic(), sent.value()))
                .toList();
    }

    private double counted(String name) {
        return meters.find("watchkeeper.ingest." + name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void protobuf_eachSignal_arrivesOnItsTopicUnderItsKey() throws Exception {
        assertThat(post(
                                "/v1/traces",
                                PROTOBUF,
                                spans(service("orders"), span().build()).toByteArray())
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(
                                "/v1/metrics",
                                PROTOBUF,
                                metrics(service("orders"), gauge("g", number(1)))
                                        .toByteArray())
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(
                                "/v1/logs",
                                PROTOBUF,
                                logs(service("orders"), log("x").build()).toByteArray())
                        .statusCode())
                .isEqualTo(200);

        assertThat(producer.history())
                .extracting(ProducerRecord::topic, sent -> new String(sent.key(), UTF_8))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("telemetry.spans", "ab".repeat(16)),
                        org.assertj.core.groups.Tuple.tuple(
                                "telemetry.metrics", on(Topics.METRICS).get(0).getStream()),
                        org.assertj.core.groups.Tuple.tuple("telemetry.logs", "default/service///orders"));
    }

    @Test
    void answer_isInTheEncodingOfTheRequest() throws Exception {
        HttpResponse<byte[]> binary = post(
                "/v1/traces", PROTOBUF, spans(service("orders"), span().build()).toByteArray());
        assertThat(binary.headers().firstValue("content-type")).hasValue(PROTOBUF);
        assertThat(ExportTraceServiceResponse.parseFrom(binary.body()))
                .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());

        HttpResponse<byte[]> text = post("/v1/traces", JSON + "; charset=utf-8", "{}".getBytes(UTF_8));
        assertThat(text.headers().firstValue("content-type")).hasValue(JSON);
        assertThat(new String(text.body(), UTF_8)).isEqualTo("{}");
    }

    @Test
    void gzip_andTenant_areHonoured() throws Exception {
        byte[] body = gzip(spans(service("orders"), span().build()).toByteArray());
        HttpResponse<byte[]> answer = send(request("/v1/traces", PROTOBUF, body)
                .header("content-encoding", "gzip")
                .header("x-watchkeeper-tenant", "acme"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(on(Topics.SPANS))
                .singleElement()
                .satisfies(made -> assertThat(made.getEntity().getTenant()).isEqualTo("acme"));
    }

    @Test
    void partialSuccess_saysHowManyAndWhy() throws Exception {
        HttpResponse<byte[]> binary = post(
                "/v1/traces",
                PROTOBUF,
                spans(
                                service("orders"),
                                span().build(),
                                span().setEndTimeUnixNano(NANOS + 3_600_000_000_000L)
                                        .build())
                        .toByteArray());
        assertThat(binary.statusCode()).isEqualTo(200);
        ExportTraceServiceResponse answer = ExportTraceServiceResponse.parseFrom(binary.body());
        assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
        assertThat(answer.getPartialSuccess().getErrorMessage()).contains("1 TIME_AHEAD");
        assertThat(on(Topics.SPANS)).hasSize(1);
        assertThat(on(Topics.TELEMETRY_REJECTED))
                .extracting(Rejected::getReason)
                .containsExactly("TIME_AHEAD");
    }

    static Stream<Arguments> badRequests() {
        byte[] valid = spans(service("orders"), span().build()).toByteArray();
        byte[] bomb = gzip(new byte[128 * 1024 * 1024]);
        return Stream.of(
                arguments("not OTLP", PROTOBUF, "", "hello".getBytes(UTF_8), 400, "NOT_OTLP"),
                arguments("not OTLP, JSON", JSON, "", "{\"hello\":1}".getBytes(UTF_8), 400, "NOT_OTLP"),
                arguments("truncated", PROTOBUF, "", Arrays.copyOf(valid, valid.length - 2), 400, "TRUNCATED"),
                arguments("truncated JSON", JSON, "", "{\"resourceSpans\":[{".getBytes(UTF_8), 400, "TRUNCATED"),
                arguments("text", "text/plain", "", valid, 415, "WRONG_CONTENT_TYPE"),
                arguments("zstd", PROTOBUF, "zstd", valid, 415, "WRONG_CONTENT_TYPE"),
                arguments("gzip bomb", PROTOBUF, "gzip", bomb, 413, "TOO_LARGE"),
                arguments("not gzip", PROTOBUF, "gzip", valid, 400, "NOT_OTLP"),
                arguments("over 20 MiB", PROTOBUF, "", new byte[MAX_BYTES + 1], 413, "TOO_LARGE"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void badRequest_isAnsweredCountedAndOnRecord(
            String situation, String contentType, String coding, byte[] body, int status, String reason)
            throws Exception {
        HttpRequest.Builder request = request("/v1/traces", contentType, body);
        HttpResponse<byte[]> answer = send(coding.isEmpty() ? request : request.header("content-encoding", coding));

        assertThat(answer.statusCode()).as(situation).isEqualTo(status);
        if (contentType.equals(PROTOBUF)) {
            assertThat(answer.headers().firstValue("content-type")).hasValue(PROTOBUF);
            assertThat(Status.parseFrom(answer.body()).getMessage()).startsWith(reason);
        } else {
            assertThat(answer.headers().firstValue("content-type")).hasValue(JSON);
            assertThat(new String(answer.body(), UTF_8)).contains("\"message\":\"" + reason);
        }
        assertThat(on(Topics.TELEMETRY_REJECTED)).singleElement().satisfies(rejected -> {
            assertThat(rejected.getReason()).isEqualTo(reason);
            assertThat(rejected.getSource()).isEqualTo("127.0.0.1");
            assertThat(rejected.getBytes().remaining()).isLessThanOrEqualTo(1024);
        });
        assertThat(counted("received")).isEqualTo(1);
        assertThat(counted("rejected")).isEqualTo(1);
        Awaitility.await().until(() -> ROOM.held() == 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void badRequest_thatCannotBePutOnRecord_isTakenLater(
            String situation, String contentType, String coding, byte[] body, int status, String reason)
            throws Exception {
        producer.sendException = new KafkaException("down");
        HttpRequest.Builder request = request("/v1/traces", contentType, body);
        HttpResponse<byte[]> answer = send(coding.isEmpty() ? request : request.header("content-encoding", coding));
        assertThat(answer.statusCode()).as(situation).isNotEqualTo(status).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).as(reason).hasValue("7");
        assertThat(counted("rejected")).isZero();
    }

    @Test
    void badTenant_isRefused() throws Exception {
        HttpResponse<byte[]> answer =
                send(request("/v1/traces", PROTOBUF, new byte[0]).header("x-watchkeeper-tenant", "../etc"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Status.parseFrom(answer.body()).getMessage()).startsWith("BAD_TENANT");
    }

    @Test
    void overTheBound_withoutADeclaredLength_isStoppedAsItArrives() throws Exception {
        byte[] chunk = new byte[1024 * 1024];
        HttpRequest.Builder chunked = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.httpPort() + "/v1/traces"))
                .header("content-type", PROTOBUF)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(java.util.Collections.nCopies(40, chunk)));
        int status;
        try {
            status = send(chunked).statusCode();
        } catch (IOException closedWhileSending) {
            status = 413; // the client had not finished sending when it was answered and hung up on
        }
        assertThat(status).isEqualTo(413);
        Awaitility.await()
                .untilAsserted(() -> assertThat(on(Topics.TELEMETRY_REJECTED))
                        .extracting(Rejected::getReason)
                        .containsExactly("TOO_LARGE"));
    }

    @Test
    void success_isAnsweredOnlyAfterTheAcknowledgement() throws Exception {
        standsBehind(false);
        CompletableFuture<HttpResponse<byte[]>> coming = http.sendAsync(
                request(
                                "/v1/traces",
                                PROTOBUF,
                                spans(service("orders"), span().build(), span().build())
                                        .toByteArray())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        Awaitility.await().until(() -> producer.history().size() == 2);
        assertThat(producer.completeNext()).isTrue();
        assertThat(coming).isNotDone();
        assertThat(ROOM.held()).isPositive();
        assertThat(producer.completeNext()).isTrue();
        assertThat(coming.get().statusCode()).isEqualTo(200);
        Awaitility.await().until(() -> ROOM.held() == 0);
    }

    @Test
    void oneRecordNotAcknowledged_isRetriedByTheSender() throws Exception {
        standsBehind(false);
        CompletableFuture<HttpResponse<byte[]>> coming = http.sendAsync(
                request(
                                "/v1/traces",
                                PROTOBUF,
                                spans(service("orders"), span().build(), span().build())
                                        .toByteArray())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        Awaitility.await().until(() -> producer.history().size() == 2);
        assertThat(producer.completeNext()).isTrue();
        assertThat(producer.errorNext(new TimeoutException("no answer"))).isTrue();
        HttpResponse<byte[]> answer = coming.get();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
        assertThat(Status.parseFrom(answer.body()).getCode()).isEqualTo(io.grpc.Status.Code.UNAVAILABLE.value());
        assertThat(counted("unacknowledged")).isEqualTo(1);
        assertThat(counted("received")).isZero();
        assertThat(healthStatus()).isEqualTo(503);
    }

    @Test
    void noRoom_isAnsweredWithRetryAfter() throws Exception {
        server = start(new InFlight(1024));
        HttpResponse<byte[]> answer = post("/v1/traces", PROTOBUF, new byte[2048]);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
        assertThat(post(
                                "/v1/traces",
                                PROTOBUF,
                                spans(service("orders"), span().build()).toByteArray())
                        .statusCode())
                .isEqualTo(200);
        server.close();
    }

    /** An intake that answers nobody before it is told to, and keeps its thread that long. */
    private static final class Stuck implements Intake {

        private final Intake after;
        private final CountDownLatch taken = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        Stuck(Intake after) {
            this.after = after;
        }

        @Override
        public <Q extends Message, T extends SpecificRecord> CompletableFuture<Outcome> take(
                Route<Q, T> route, Delivery delivery) {
            taken.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return after.take(route, delivery);
        }

        @Override
        public CompletableFuture<Outcome> refuse(Signal<?> signal, BadInput why, Delivery delivery) {
            return after.refuse(signal, why, delivery);
        }
    }

    @Test
    void requestThatTimedOutInTheQueue_holdsItsBytesUntilItsTurn_andNotLonger() throws Exception {
        InFlight room = new InFlight(64 * 1024 * 1024);
        Stuck stuck = new Stuck(behind);
        behind = stuck;
        byte[] body = spans(service("orders"), span().build()).toByteArray();
        server = start(room, Duration.ofSeconds(1), 1, 1_000);
        try {
            var first = http.sendAsync(
                    request("/v1/traces", PROTOBUF, body).build(), HttpResponse.BodyHandlers.discarding());
            stuck.taken.await();
            byte[] zipped = gzip(body);
            HttpResponse<byte[]> timedOut =
                    send(request("/v1/traces", PROTOBUF, zipped).header("content-encoding", "gzip"));
            assertThat(timedOut.statusCode()).isEqualTo(503);
            assertThat(first.get().statusCode()).isEqualTo(503);
            assertThat(room.held()).isEqualTo(body.length + zipped.length);

            stuck.free.countDown();
            assertThat(post("/v1/traces", PROTOBUF, body).statusCode()).isEqualTo(200); // its turn comes after theirs
            Awaitility.await().until(() -> room.held() == 0);
            assertThat(on(Topics.SPANS)).as("nobody waited for the second").hasSize(2);
        } finally {
            stuck.free.countDown();
            server.close();
        }
    }

    @Test
    void fullQueue_isAnsweredAtOnce_withRetryAfter() throws Exception {
        Stuck stuck = new Stuck(behind);
        behind = stuck;
        byte[] body = spans(service("orders"), span().build()).toByteArray();
        server = start(new InFlight(64 * 1024 * 1024), Duration.ofSeconds(30), 1, 1);
        try {
            var working = http.sendAsync(
                    request("/v1/traces", PROTOBUF, body).build(), HttpResponse.BodyHandlers.discarding());
            stuck.taken.await();
            // One of the two finds room in the queue, the other does not; which, is no matter.
            var one = http.sendAsync(
                    request("/v1/traces", PROTOBUF, body).build(), HttpResponse.BodyHandlers.discarding());
            var other = http.sendAsync(
                    request("/v1/traces", PROTOBUF, body).build(), HttpResponse.BodyHandlers.discarding());
            HttpResponse<?> turnedAway =
                    (HttpResponse<?>) CompletableFuture.anyOf(one, other).get();
            assertThat(turnedAway.statusCode()).isEqualTo(503);
            assertThat(turnedAway.headers().firstValue("retry-after")).hasValue("7");
            stuck.free.countDown();
            assertThat(working.get().statusCode()).isEqualTo(200);
        } finally {
            stuck.free.countDown();
            server.close();
        }
    }

    @Test
    void share_thatIsGivenBack_takesNoMore() {
        InFlight room = new InFlight(100);
        InFlight.Share share = room.share();
        share.grow(10);
        share.close();
        assertThatThrownBy(() -> share.grow(1)).isInstanceOf(CancellationException.class);
        assertThat(room.held()).isZero();
    }

    @Test
    void noRoomForWhatIsDecoded_isAnsweredWithRetryAfter() throws Exception {
        byte[] small = new byte[8192]; // 4096 empty resources, half a megabyte in memory
        for (int i = 0; i < small.length; i += 2) {
            small[i] = 0x0a;
        }
        InFlight room = new InFlight(100_000);
        server = start(room);
        HttpResponse<byte[]> answer = post("/v1/traces", PROTOBUF, small);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
        assertThat(counted("unacknowledged")).isZero();
        Awaitility.await().until(() -> room.held() == 0);
        server.close();
    }

    @Test
    void ledger_inEqualsOutPlusRejected() throws Exception {
        post(
                "/v1/traces",
                PROTOBUF,
                spans(service("orders"), span().build(), span().build()).toByteArray());
        post(
                "/v1/traces",
                PROTOBUF,
                spans(Resource.getDefaultInstance(), span().build()).toByteArray());
        post(
                "/v1/metrics",
                PROTOBUF,
                metrics(
                                service("orders"),
                                gauge(
                                        "g",
                                        number(1),
                                        number(Double.NaN),
                                        number(2).setTimeUnixNano(1)))
                        .toByteArray());
        post("/v1/logs", PROTOBUF, "hello".getBytes(UTF_8));

        assertThat(counted("received")).isEqualTo(7);
        assertThat(counted("published")).isEqualTo(3);
        assertThat(counted("rejected")).isEqualTo(4);
        assertThat(producer.history().stream().filter(sent -> !sent.topic().equals("telemetry.rejected")))
                .hasSize(3);
        assertThat(on(Topics.TELEMETRY_REJECTED).stream()
                        .mapToInt(Rejected::getCount)
                        .sum())
                .isEqualTo(4);
        assertThat(meters.get("watchkeeper.ingest.rejected")
                        .tags("signal", "metrics", "via", "http", "reason", "NOT_FINITE")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void health_andMetrics_areServed() throws Exception {
        assertThat(healthStatus()).isEqualTo(200);
        HttpResponse<String> metrics = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/metrics"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(metrics.body()).isEqualTo("some_metric 1\n");
    }

    @Test
    void health_saysWhichPartIsNotWell() throws Exception {
        beating = false;
        try {
            HttpResponse<String> health = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/health"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).isEqualTo("{\"status\":\"DOWN\",\"reason\":\"the heartbeat has stopped\"}");
        } finally {
            beating = true;
        }
    }

    private int healthStatus() throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
