package dev.watchkeeper.shop.serve;

import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.logs.LogsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/** Where telemetry goes: to an OTLP/gRPC endpoint, or as OTLP/JSON lines into files. */
public record Exporters(SpanExporter spans, MetricExporter metrics, LogRecordExporter logs) {

    /** Sends to that endpoint; while it is not up, the exporters retry and then drop, as OTLP clients do. */
    public static Exporters otlp(URI endpoint) {
        return new Exporters(
                OtlpGrpcSpanExporter.builder().setEndpoint(endpoint.toString()).build(),
                OtlpGrpcMetricExporter.builder()
                        .setEndpoint(endpoint.toString())
                        .build(),
                OtlpGrpcLogRecordExporter.builder()
                        .setEndpoint(endpoint.toString())
                        .build());
    }

    /** Drops everything. */
    public static Exporters nowhere() {
        Lines nothing = new Lines(OutputStream.nullOutputStream());
        return new Exporters(new SpanLines(nothing), new MetricLines(nothing), new LogLines(nothing));
    }

    /**
     * Appends one line per batch to {@code SIGNAL-INSTANCE.jsonl} in that folder, each a whole OTLP/JSON request as the
     * Collector's file exporter writes them.
     */
    public static Exporters files(Path folder, String instance) throws IOException {
        Files.createDirectories(folder);
        return new Exporters(
                new SpanLines(Lines.appendingTo(folder.resolve("traces-" + instance + ".jsonl"))),
                new MetricLines(Lines.appendingTo(folder.resolve("metrics-" + instance + ".jsonl"))),
                new LogLines(Lines.appendingTo(folder.resolve("logs-" + instance + ".jsonl"))));
    }

    /** One file of lines. A line is written whole, so that a killed process spoils at most its last. */
    private record Lines(OutputStream out) {

        static Lines appendingTo(Path file) throws IOException {
            return new Lines(Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        }

        synchronized CompletableResultCode write(Marshaler request) {
            try {
                ByteArrayOutputStream line = new ByteArrayOutputStream(16_384);
                request.writeJsonTo(line);
                line.write('\n');
                line.writeTo(out);
                out.flush();
                return CompletableResultCode.ofSuccess();
            } catch (IOException e) {
                return CompletableResultCode.ofExceptionalFailure(e);
            }
        }

        CompletableResultCode close() {
            try {
                out.close();
                return CompletableResultCode.ofSuccess();
            } catch (IOException e) {
                return CompletableResultCode.ofExceptionalFailure(e);
            }
        }
    }

    private record SpanLines(Lines lines) implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return lines.write(TraceRequestMarshaler.create(spans));
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return lines.close();
        }
    }

    private record MetricLines(Lines lines) implements MetricExporter {

        @Override
        public CompletableResultCode export(Collection<MetricData> metrics) {
            return lines.write(MetricsRequestMarshaler.create(metrics));
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return lines.close();
        }
    }

    private record LogLines(Lines lines) implements LogRecordExporter {

        @Override
        public CompletableResultCode export(Collection<LogRecordData> logs) {
            return lines.write(LogsRequestMarshaler.create(logs));
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return lines.close();
        }
    }
}
