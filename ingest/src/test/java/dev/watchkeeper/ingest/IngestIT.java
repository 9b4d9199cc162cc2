package dev.watchkeeper.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.client.grpc.GrpcClients;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.LogRecord;
import dev.watchkeeper.schemas.record.MetricPoint;
import dev.watchkeeper.schemas.record.Span;
import dev.watchkeeper.schemas.topics.Topics;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ingest as it runs, before a real broker and a real registry. */
final class IngestIT {

    private static final TestStack STACK = TestStack.shared();
    private static IngestServer ingest;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() {
        ingest = IngestServer.start(
                new IngestConfig(STACK.settings("publish.timeout.ms=2000", "retry.after.ms=3000")), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "http"})
    void openTelemetrySdk_allThreeSignals_arriveWhole(String protocol) {
        String service = "sdk-" + protocol;
        boolean grpc = protocol.equals("grpc");
        String base = "http://127.0.0.1:" + (grpc ? ingest.grpcPort() : ingest.httpPort());
        SpanExporter spans = grpc
                ? OtlpGrpcSpanExporter.builder()
                        .setEndpoint(base)
                        .setCompression("gzip")
                        .build()
                : OtlpHttpSpanExporter.builder()
                        .setEndpoint(base + "/v1/traces")
                        .setCompression("gzip")
                        .build();
        MetricExporter metrics = grpc
                ? OtlpGrpcMetricExporter.builder().setEndpoint(base).build()
                : OtlpHttpMetricExporter.builder()
                        .setEndpoint(base + "/v1/metrics")
                        .build();
        LogRecordExporter logs = grpc
                ? OtlpGrpcLogRecordExporter.builder().setEndpoint(base).build()
                : OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(base + "/v1/logs")
                        .build();
        Resource resource = Resource.builder()
                .put("service.name", service)
                .put("service.instance.id", "i1")
                .build();
        Set<String> spanIds = new HashSet<>();
        try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(resource)
                        .addSpanProcessor(BatchSpanProcessor.builder(spans).build())
                        .build())
                .setMeterProvider(SdkMeterProvider.builder()
                        .setResource(resource)
                        .registerMetricReader(PeriodicMetricReader.builder(metrics)
                                .setInterval(Duration.ofHours(1))
                                .build())
                        .build())
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .setResource(resource)
                        .addLogRecordProcessor(
                                BatchLogRecordProcessor.builder(logs).build())
                        .build())
                .build()) {
            var tracer = sdk.getTracer("it");
            for (int i = 0; i < 1000; i++) {
                var span = tracer.spanBuilder("work").startSpan();
                spanIds.add(span.getSpanContext().getSpanId());
                span.end();
            }
            sdk.getMeter("it").counterBuilder("orders").build().add(3);
            sdk.getMeter("it").histogramBuilder("latency").build().record(0.2);
            for (int i = 0; i < 20; i++) {
                sdk.getLogsBridge()
                        .get("it")
                        .logRecordBuilder()
                        .setTimestamp(Instant.now())
                        .setBody("line " + i)
                        .setAttribute(AttributeKey.longKey("i"), (long) i)
                        .emit();
            }
            assertThat(sdk.getSdkTracerProvider()
                            .forceFlush()
                            .join(30, TimeUnit.SECONDS)
                            .isSuccess())
                    .isTrue();
            assertThat(sdk.getSdkMeterProvider()
                            .forceFlush()
                            .join(30, TimeUnit.SECONDS)
                            .isSuccess())
                    .isTrue();
            assertThat(sdk.getSdkLoggerProvider()
                            .forceFlush()
                            .join(30, TimeUnit.SECONDS)
                            .isSuccess())
                    .isTrue();
        }

        assertThat(STACK.values(Topics.SPANS).stream()
                        .filter(span -> ours(span.getEntity(), service))
                        .map(Span::getSpanId))
                .containsExactlyInAnyOrderElementsOf(spanIds);
        assertThat(STACK.values(Topics.METRICS).stream()
                        .filter(point -> ours(point.getEntity(), service))
                        .map(MetricPoint::getMetric))
                .contains("orders", "latency");
        assertThat(STACK.values(Topics.LOGS).stream()
                        .filter(log -> ours(log.getEntity(), service))
                        .map(LogRecord::getBody))
                .hasSize(20)
                .contains("line 0", "line 19");
    }

    private static boolean ours(Entity entity, String service) {
        return entity.getType() == EntityType.SERVICE && entity.getName().equals(service);
    }

    @Test
    void spans_ofOneTrace_areInOnePartition() throws Exception {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (int i = 1; i <= 50; i++) {
            request.mergeFrom(current("one-trace", i % 5 + 1, i));
        }
        assertThat(post(request.build()).statusCode()).isEqualTo(200);
        var partitionsOfTraces = STACK.committed(Topics.SPANS).stream()
                .filter(span -> ours(span.value().getEntity(), "one-trace"))
                .collect(java.util.stream.Collectors.groupingBy(
                        span -> span.value().getTraceId(),
                        java.util.stream.Collectors.mapping(
                                span -> span.partition(), java.util.stream.Collectors.toSet())));
        assertThat(partitionsOfTraces).hasSize(5);
        assertThat(partitionsOfTraces.values())
                .allSatisfy(partitions -> assertThat(partitions).hasSize(1));
    }

    @Test
    void broker_stopped_sendersAreToldToComeAgain_andThenNothingAcknowledgedIsMissing() throws Exception {
        assertThat(post(current("outage", 1, 1)).statusCode()).isEqualTo(200);
        STACK.stopBroker();
        try {
            HttpResponse<byte[]> answer = post(current("outage", 1, 2));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("3");
            assertThat(Status.parseFrom(answer.body()).getCode()).isEqualTo(14);

            StatusRuntimeException refused =
                    catchThrowableOfType(StatusRuntimeException.class, () -> stub().export(current("outage", 1, 3)));
            assertThat(refused.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.UNAVAILABLE);
            assertThat(retryInfo(refused).getRetryDelay().getSeconds()).isEqualTo(3);
        } finally {
            STACK.startBroker();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> post(current("outage", 1, 4)).statusCode() == 200);
        assertThat(STACK.values(Topics.SPANS).stream()
                        .filter(span -> ours(span.getEntity(), "outage"))
                        .map(Span::getSpanId))
                .contains("0000000000000001", "0000000000000004");
    }

    @Test
    void grpc_badMessage_isRefusedAndOnRecord() {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> io.grpc.stub.ClientCalls.blockingUnaryCall(
                        stub().getChannel(), RawExport.METHOD, io.grpc.CallOptions.DEFAULT, "hello".getBytes(UTF_8)));
        assertThat(refused.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.INVALID_ARGUMENT);
        assertThat(STACK.values(Topics.TELEMETRY_REJECTED)).anySatisfy(rejected -> {
            assertThat(rejected.getReason()).isEqualTo("NOT_OTLP");
            assertThat(UTF_8.decode(rejected.getBytes()).toString()).isEqualTo("hello");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void grpc_overTwentyMebibytes_isRefusedAndOnRecord(boolean gzip) {
        long before = tooLarge();
        var options = gzip ? io.grpc.CallOptions.DEFAULT.withCompression("gzip") : io.grpc.CallOptions.DEFAULT;
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> io.grpc.stub.ClientCalls.blockingUnaryCall(
                        stub().getChannel(), RawExport.METHOD, options, new byte[21 * 1024 * 1024]));
        assertThat(refused.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED);
        Awaitility.await().until(() -> tooLarge() == before + 1);
    }

    private static long tooLarge() {
        return STACK.values(Topics.TELEMETRY_REJECTED).stream()
                .filter(rejected -> rejected.getReason().equals("TOO_LARGE"))
                .count();
    }

    @Test
    void metrics_balance() throws Exception {
        assertThat(post(current("ledger", 1, 1)).statusCode()).isEqualTo(200);
        assertThat(post(current("", 1, 1)).statusCode()).isEqualTo(200);
        String text = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingest.httpPort() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        double received = sum(text, "watchkeeper_ingest_received_total");
        double published = sum(text, "watchkeeper_ingest_published_total");
        double rejected = sum(text, "watchkeeper_ingest_rejected_total");
        assertThat(rejected).isPositive();
        assertThat(published).isPositive();
        assertThat(received).isEqualTo(published + rejected);
    }

    private static double sum(String text, String metric) {
        Matcher matcher =
                Pattern.compile("(?m)^" + metric + "\\{[^}]*} (\\S+)$").matcher(text);
        double sum = 0;
        while (matcher.find()) {
            sum += Double.parseDouble(matcher.group(1));
        }
        return sum;
    }

    private static ExportTraceServiceRequest current(String service, int trace, int span) {
        long now = Instant.now().toEpochMilli() * 1_000_000;
        return Otlp.spans(
                service.isEmpty()
                        ? io.opentelemetry.proto.resource.v1.Resource.getDefaultInstance()
                        : Otlp.service(service),
                Otlp.span()
                        .setTraceId(Otlp.bytes(16, trace))
                        .setSpanId(
                                com.google.protobuf.ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) span}))
                        .setStartTimeUnixNano(now - 1)
                        .setEndTimeUnixNano(now)
                        .build());
    }

    private HttpResponse<byte[]> post(ExportTraceServiceRequest request) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingest.httpPort() + "/v1/traces"))
                        .header("content-type", "application/x-protobuf")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static TraceServiceGrpc.TraceServiceBlockingStub stub() {
        return GrpcClients.builder("gproto+http://127.0.0.1:" + ingest.grpcPort())
                .responseTimeout(Duration.ofSeconds(30))
                .build(TraceServiceGrpc.TraceServiceBlockingStub.class);
    }

    private static RetryInfo retryInfo(StatusRuntimeException refused) throws Exception {
        Status status = StatusProto.fromThrowable(refused);
        assertThat(status).isNotNull();
        List<Any> details = status.getDetailsList();
        assertThat(details).hasSize(1);
        return details.get(0).unpack(RetryInfo.class);
    }

    /** Export with any bytes as message. */
    private static final class RawExport {
        static final io.grpc.MethodDescriptor<byte[], byte[]> METHOD =
                io.grpc.MethodDescriptor.<byte[], byte[]>newBuilder()
                        .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
                        .setRequestMarshaller(new Bytes())
                        .setResponseMarshaller(new Bytes())
                        .build();

        private static final class Bytes implements io.grpc.MethodDescriptor.Marshaller<byte[]> {
            @Override
            public java.io.InputStream stream(byte[] value) {
                return new java.io.ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(java.io.InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }
    }
}
