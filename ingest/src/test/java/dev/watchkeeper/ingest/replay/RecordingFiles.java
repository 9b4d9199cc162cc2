package dev.watchkeeper.ingest.replay;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.watchkeeper.ingest.Otlp;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** A recording as the Collector's file exporter writes it: spans each second, metrics each ten, logs each second. */
final class RecordingFiles {

    private static final Pattern ID = Pattern.compile("(\"(?:traceId|spanId)\":\")([A-Za-z0-9+/=]*)\"");

    private RecordingFiles() {}

    /** Three files that begin at {@link Otlp#NOW}. */
    static List<Path> write(Path folder, int seconds, int spansEachSecond, int streams) throws IOException {
        Path traces = folder.resolve("traces.jsonl.gz");
        Path metrics = folder.resolve("metrics.jsonl.gz");
        Path logs = folder.resolve("logs.jsonl");
        try (Writer traceLines = gzip(traces);
                Writer metricLines = gzip(metrics);
                Writer logLines = Files.newBufferedWriter(logs)) {
            for (int second = 0; second < seconds; second++) {
                long end = Otlp.NANOS + (second + 1) * 1_000_000_000L;
                Span[] spans = new Span[spansEachSecond];
                for (int i = 0; i < spansEachSecond; i++) {
                    long at = end - 1_000_000_000L * (i + 1) / (spansEachSecond + 1);
                    spans[i] = Otlp.span()
                            .setTraceId(id(16, second * 10_000L + i / 3 + 1))
                            .setSpanId(id(8, second * 10_000L + i + 1))
                            .setStartTimeUnixNano(at - 3_000_000)
                            .setEndTimeUnixNano(at)
                            .addAttributes(Otlp.attribute("http.request.method", "GET"))
                            .addAttributes(Otlp.attribute("http.route", "/orders/{id}"))
                            .addAttributes(Otlp.attribute("http.response.status_code", 200))
                            .addAttributes(Otlp.attribute("server.address", "127.0.0.1"))
                            .build();
                }
                line(traceLines, Otlp.spans(Otlp.service("orders"), spans));
                line(
                        logLines,
                        Otlp.logs(
                                Otlp.service("orders"),
                                Otlp.log("order " + second + " paid")
                                        .setTimeUnixNano(end - 500_000_000)
                                        .build()));
                if (second % 10 == 9) {
                    Metric[] sent = new Metric[streams];
                    for (int i = 0; i < streams; i++) {
                        NumberDataPoint.Builder point = Otlp.number(i)
                                .setStartTimeUnixNano(Otlp.NANOS)
                                .setTimeUnixNano(end - 10_000_000L)
                                .addAttributes(Otlp.attribute("pool", "pool-" + i));
                        sent[i] = Otlp.gauge("jvm.memory.used", point);
                    }
                    line(metricLines, Otlp.metrics(Otlp.service("orders"), sent));
                }
            }
        }
        return List.of(traces, metrics, logs);
    }

    private static Writer gzip(Path file) throws IOException {
        return new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file), 65536), StandardCharsets.UTF_8);
    }

    private static void line(Writer lines, Message request) throws IOException {
        String base64 = JsonFormat.printer()
                .omittingInsignificantWhitespace()
                .printingEnumsAsInts()
                .print(request);
        lines.write(ID.matcher(base64)
                .replaceAll(id -> id.group(1)
                        + HexFormat.of().formatHex(Base64.getDecoder().decode(id.group(2)))
                        + "\""));
        lines.write('\n');
    }

    private static com.google.protobuf.ByteString id(int bytes, long number) {
        return com.google.protobuf.ByteString.copyFrom(
                ByteBuffer.allocate(bytes).putLong(bytes - 8, number).array());
    }
}
