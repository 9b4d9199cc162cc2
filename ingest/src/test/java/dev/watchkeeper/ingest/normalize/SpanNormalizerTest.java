package dev.watchkeeper.ingest.normalize;

import static dev.watchkeeper.ingest.Otlp.NANOS;
import static dev.watchkeeper.ingest.Otlp.attribute;
import static dev.watchkeeper.ingest.Otlp.bytes;
import static dev.watchkeeper.ingest.Otlp.service;
import static dev.watchkeeper.ingest.Otlp.span;
import static dev.watchkeeper.ingest.Otlp.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.record.SpanKind;
import dev.watchkeeper.schemas.record.SpanStatus;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SpanNormalizerTest {

    private static final Sender SENDER = new Sender("acme", "test");

    private final SpanNormalizer normalizer = new SpanNormalizer(Bounds.DEFAULTS);

    private Normalized<Span> normalize(Resource resource, io.opentelemetry.proto.trace.v1.Span.Builder... sent) {
        return normalizer.normalize(
                spans(
                        resource,
                        Stream.of(sent)
                                .map(io.opentelemetry.proto.trace.v1.Span.Builder::build)
                                .toArray(io.opentelemetry.proto.trace.v1.Span[]::new)),
                SENDER,
                NANOS);
    }

    private Span only(io.opentelemetry.proto.trace.v1.Span.Builder sent) {
        Normalized<Span> normalized = normalize(service("orders"), sent);
        assertThat(normalized.rejections()).isEmpty();
        return normalized.records().get(0);
    }

    @Test
    void span_valid_keepsWhatTheSchemaSays() {
        Resource resource = service(
                "orders",
                attribute("service.namespace", "shop"),
                attribute("deployment.environment.name", "prod"),
                attribute("service.instance.id", "orders-1"),
                attribute("service.version", "1.2"),
                attribute("host.name", "h1"));
        Span made = normalize(
                        resource,
                        span().setParentSpanId(bytes(8, 0x0e))
                                .addAttributes(attribute("http.route", "/orders"))
                                .addAttributes(attribute("http.response.status_code", 200))
                                .addEvents(Event.newBuilder()
                                        .setName("exception")
                                        .addAttributes(attribute("exception.type", "java.io.IOException"))
                                        .addAttributes(attribute("exception.message", "broken pipe"))))
                .records()
                .get(0);

        assertThat(EntityKeys.key(made.getEntity())).isEqualTo("acme/service/prod/shop/orders");
        assertThat(made.getInstance()).isEqualTo("orders-1");
        assertThat(made.getVersion()).isEqualTo("1.2");
        assertThat(made.getResource()).containsOnly(java.util.Map.entry("host.name", "h1"));
        assertThat(made.getTraceId()).isEqualTo("ab".repeat(16));
        assertThat(made.getSpanId()).isEqualTo("cd".repeat(8));
        assertThat(made.getParentSpanId()).isEqualTo("0e".repeat(8));
        assertThat(made.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(made.getEndUnixNano() - made.getStartUnixNano()).isEqualTo(5_000_000);
        assertThat(made.getStatus()).isEqualTo(SpanStatus.UNSET);
        assertThat(made.getAttributes())
                .containsEntry("http.route", "/orders")
                .containsEntry("http.response.status_code", "200");
        assertThat(made.getExceptionType()).isEqualTo("java.io.IOException");
        assertThat(made.getExceptionMessage()).isEqualTo("broken pipe");
        assertThat(made.getDroppedAttributes()).isZero();
    }

    @Test
    void environment_legacyAttribute_isAccepted() {
        Span made = normalize(service("orders", attribute("deployment.environment", "old")), span())
                .records()
                .get(0);
        assertThat(made.getEntity().getEnvironment()).isEqualTo("old");
    }

    @Test
    void environment_bothAttributes_newOneWins() {
        Resource resource = service(
                "orders", attribute("deployment.environment", "old"), attribute("deployment.environment.name", "new"));
        assertThat(normalize(resource, span()).records().get(0).getEntity().getEnvironment())
                .isEqualTo("new");
    }

    @Test
    void serviceName_unknownService_isAName() {
        assertThat(normalize(service("unknown_service:java"), span())
                        .records()
                        .get(0)
                        .getEntity()
                        .getName())
                .isEqualTo("unknown_service:java");
    }

    @Test
    void parent_allZero_isNone() {
        assertThat(only(span().setParentSpanId(bytes(8, 0))).getParentSpanId()).isNull();
    }

    static Stream<Arguments> statuses() {
        return Stream.of(
                arguments("error as sent", span().setStatus(error()), SpanStatus.ERROR),
                arguments(
                        "5xx on a server span",
                        span().addAttributes(attribute("http.response.status_code", 503)),
                        SpanStatus.ERROR),
                arguments(
                        "legacy attribute", span().addAttributes(attribute("http.status_code", 500)), SpanStatus.ERROR),
                arguments(
                        "5xx as text",
                        span().addAttributes(attribute("http.response.status_code", "502")),
                        SpanStatus.ERROR),
                arguments("4xx", span().addAttributes(attribute("http.response.status_code", 499)), SpanStatus.UNSET),
                arguments("6xx", span().addAttributes(attribute("http.response.status_code", 600)), SpanStatus.UNSET),
                arguments(
                        "5xx but ok",
                        span().addAttributes(attribute("http.response.status_code", 503))
                                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK)),
                        SpanStatus.OK),
                arguments(
                        "5xx on a client span",
                        span().setKind(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT)
                                .addAttributes(attribute("http.response.status_code", 503)),
                        SpanStatus.UNSET));
    }

    private static Status error() {
        return Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statuses")
    void status_isAsTheSchemaSays(
            String situation, io.opentelemetry.proto.trace.v1.Span.Builder sent, SpanStatus expected) {
        assertThat(only(sent).getStatus()).as(situation).isEqualTo(expected);
    }

    @Test
    void attributes_tenThousand_firstAreKeptAndRestCounted() {
        var sent = span().setDroppedAttributesCount(7);
        for (int i = 0; i < 10_000; i++) {
            sent.addAttributes(attribute("a" + i, "v"));
        }
        Span made = only(sent);
        assertThat(made.getAttributes()).hasSize(128).containsKeys("a0", "a127").doesNotContainKey("a128");
        assertThat(made.getDroppedAttributes()).isEqualTo(10_000 - 128 + 7);
    }

    @Test
    void resource_isBoundedInAllItsCharacters_andTheRestCounted() {
        int bound = Bounds.DEFAULTS.resourceChars();
        Resource resource = service(
                "orders",
                attribute("a", "x".repeat(4095)),
                attribute("b", "x".repeat(4095)),
                attribute("c", "x".repeat(4095)),
                attribute("d", "x".repeat(bound - 3 * 4096)), // one character too many, with its key
                attribute("e", "x".repeat(bound - 3 * 4096 - 1)),
                attribute("f", ""));
        Span made = normalize(resource, span()).records().get(0);
        assertThat(made.getResource()).containsOnlyKeys("a", "b", "c", "e");
        assertThat(made.getDroppedAttributes()).isEqualTo(2);
    }

    @Test
    void lengths_overTheBound_areCutAtIt() {
        Span made = only(span().setName("n".repeat(513))
                .addAttributes(attribute("at", "x".repeat(4096)))
                .addAttributes(attribute("over", "x".repeat(4097))));
        assertThat(made.getName()).hasSize(512);
        assertThat(made.getAttributes().get("at")).hasSize(4096);
        assertThat(made.getAttributes().get("over")).hasSize(4096);
    }

    static Stream<Arguments> refusals() {
        long year = Duration.ofDays(365).toNanos();
        long ahead = Bounds.DEFAULTS.ahead().toNanos();
        long history = Duration.ofDays(30).toNanos();
        return Stream.of(
                arguments("trace id of 8 bytes", span().setTraceId(bytes(8, 1)), Reason.BAD_ID),
                arguments("no span id", span().setSpanId(ByteString.EMPTY), Reason.BAD_ID),
                arguments("zero trace id", span().setTraceId(bytes(16, 0)), Reason.BAD_ID),
                arguments("parent of 3 bytes", span().setParentSpanId(bytes(3, 1)), Reason.BAD_ID),
                arguments("ends before it starts", span().setStartTimeUnixNano(NANOS + 1), Reason.END_BEFORE_START),
                arguments("1970", at(1), Reason.TIME_BEFORE),
                arguments("no time", at(0), Reason.TIME_BEFORE),
                arguments("no start", span().setStartTimeUnixNano(0), Reason.TIME_BEFORE),
                arguments("start of 1970", span().setStartTimeUnixNano(1), Reason.TIME_BEFORE),
                arguments("start just too old", span().setStartTimeUnixNano(NANOS - history - 1), Reason.TIME_BEFORE),
                arguments("just too old", at(NANOS - history - 1), Reason.TIME_BEFORE),
                arguments("next year", at(NANOS + year), Reason.TIME_AHEAD),
                arguments("just ahead", at(NANOS + ahead + 1), Reason.TIME_AHEAD),
                arguments("after 2262", at(-1), Reason.TIME_AHEAD));
    }

    private static io.opentelemetry.proto.trace.v1.Span.Builder at(long end) {
        return span().setStartTimeUnixNano(end).setEndTimeUnixNano(end);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusal_doesNotTouchItsNeighbours(
            String situation, io.opentelemetry.proto.trace.v1.Span.Builder sent, Reason expected) {
        Normalized<Span> normalized = normalize(service("orders"), span(), sent, span());
        assertThat(normalized.records()).hasSize(2);
        assertThat(normalized.rejections()).singleElement().satisfies(refused -> {
            assertThat(refused.reason()).as(situation).isEqualTo(expected);
            assertThat(refused.count()).isEqualTo(1);
            assertThat(refused.bytes()).isEqualTo(sent.build().toByteString());
        });
        assertThat(normalized.received()).isEqualTo(3);
    }

    @Test
    void times_atTheEdges_areTaken() {
        Normalized<Span> normalized = normalize(
                service("orders"),
                at(NANOS + Bounds.DEFAULTS.ahead().toNanos()),
                at(NANOS - Duration.ofDays(30).toNanos()),
                span().setStartTimeUnixNano(NANOS),
                span().setStartTimeUnixNano(NANOS - Duration.ofDays(30).toNanos()));
        assertThat(normalized.rejections()).isEmpty();
        assertThat(normalized.records()).hasSize(4);
    }

    @Test
    void serviceName_missingOrBlank_refusesAllOfTheResource() {
        for (Resource nameless : new Resource[] {Resource.getDefaultInstance(), service(" ")}) {
            Normalized<Span> normalized = normalize(nameless, span(), span());
            assertThat(normalized.records()).isEmpty();
            assertThat(normalized.rejections()).singleElement().satisfies(refused -> {
                assertThat(refused.reason()).isEqualTo(Reason.NO_SERVICE_NAME);
                assertThat(refused.count()).isEqualTo(2);
            });
        }
    }

    @Test
    void duplicates_bothPass_forTheFeaturesJobRemovesThem() {
        assertThat(normalize(service("orders"), span(), span()).records()).hasSize(2);
    }
}
