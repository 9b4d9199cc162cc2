package dev.watchkeeper.ingest.decode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/**
 * One of OTLP's three signals, and how its requests and answers are named.
 *
 * @param name spans, metrics or logs
 * @param path where HTTP clients post it
 * @param grpcService the full name of its gRPC service, whose one method is Export
 * @param empty an empty request
 * @param answer makes the answer from how many records were refused (0: all taken) and why
 */
public record Signal<Q extends Message>(String name, String path, String grpcService, Q empty, PartialSuccess answer) {

    /** Makes an export response. */
    @FunctionalInterface
    public interface PartialSuccess {
        /** The response; without a partial success where nothing was refused. */
        Message of(long rejected, String message);
    }

    /** Traces. */
    public static final Signal<ExportTraceServiceRequest> SPANS = new Signal<>(
            "spans",
            "/v1/traces",
            "opentelemetry.proto.collector.trace.v1.TraceService",
            ExportTraceServiceRequest.getDefaultInstance(),
            (rejected, message) -> rejected == 0
                    ? ExportTraceServiceResponse.getDefaultInstance()
                    : ExportTraceServiceResponse.newBuilder()
                            .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                    .setRejectedSpans(rejected)
                                    .setErrorMessage(message))
                            .build());

    /** Metrics. */
    public static final Signal<ExportMetricsServiceRequest> METRICS = new Signal<>(
            "metrics",
            "/v1/metrics",
            "opentelemetry.proto.collector.metrics.v1.MetricsService",
            ExportMetricsServiceRequest.getDefaultInstance(),
            (rejected, message) -> rejected == 0
                    ? ExportMetricsServiceResponse.getDefaultInstance()
                    : ExportMetricsServiceResponse.newBuilder()
                            .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                                    .setRejectedDataPoints(rejected)
                                    .setErrorMessage(message))
                            .build());

    /** Logs. */
    public static final Signal<ExportLogsServiceRequest> LOGS = new Signal<>(
            "logs",
            "/v1/logs",
            "opentelemetry.proto.collector.logs.v1.LogsService",
            ExportLogsServiceRequest.getDefaultInstance(),
            (rejected, message) -> rejected == 0
                    ? ExportLogsServiceResponse.getDefaultInstance()
                    : ExportLogsServiceResponse.newBuilder()
                            .setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                                    .setRejectedLogRecords(rejected)
                                    .setErrorMessage(message))
                            .build());

    /** The one field that its requests have: what each resource sent. */
    public FieldDescriptor root() {
        return empty.getDescriptorForType().getFields().get(0);
    }
}
