package dev.watchkeeper.jobs.features.spans;

import dev.watchkeeper.jobs.connect.Ledger;
import dev.watchkeeper.jobs.connect.Rejections;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.Span;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by trace id: keeps a trace's spans and, when the watermark closes a window, reads the requests and calls that
 * ended in it. The same state refuses repeated spans.
 *
 * <p>Bounds. A span is kept until {@code closing(its window) + hold}: so long is the horizon of deduplication, and so
 * much longer than its calls may a request last for its self time to be right. A trace holds at most a stated number of
 * spans at a time; more are rejected TRACE_TOO_LARGE.
 *
 * <p>A copy of a span carries the same event time as the span, so it is refused either here (DUPLICATE) or, when it comes
 * after the bound of out-of-orderness, at the source (LATE): the hold need not be longer than that bound.
 */
public final class TraceJoin extends KeyedProcessFunction<String, Span, TraceFacts> {

    private static final String WHERE = "features/trace-join";

    private final Windows windows;
    private final long holdMillis;
    private final int mostSpans;
    private transient @Nullable MapState<String, SpanFact> spans;
    private transient @Nullable ValueState<Integer> held;
    private transient @Nullable Ledger ledger;

    /** Keeps spans for {@code holdMillis} after their window closed, and at most {@code mostSpans} of a trace. */
    public TraceJoin(Windows windows, long holdMillis, int mostSpans) {
        this.windows = windows;
        this.holdMillis = holdMillis;
        this.mostSpans = mostSpans;
    }

    @Override
    public void open(OpenContext context) {
        spans = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("spans", Types.STRING, TypeInformation.of(SpanFact.class)));
        held = getRuntimeContext().getState(new ValueStateDescriptor<>("held", Types.INT));
        ledger = new Ledger(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Span span, Context context, Collector<TraceFacts> out) throws Exception {
        MapState<String, SpanFact> trace = Objects.requireNonNull(spans, "not open");
        ValueState<Integer> count = Objects.requireNonNull(held, "not open");
        Ledger counts = Objects.requireNonNull(ledger, "not open");
        counts.in();
        int before = Objects.requireNonNullElse(count.value(), 0);
        String refused =
                trace.contains(span.getSpanId()) ? "DUPLICATE" : before >= mostSpans ? "TRACE_TOO_LARGE" : null;
        SpanFact fact = SpanFact.of(span);
        if (refused != null) {
            counts.rejected(refused);
            String detail = refused.equals("DUPLICATE")
                    ? "span " + span.getSpanId() + " came before"
                    : "the trace already holds " + before + " spans, at most " + mostSpans + " expected";
            context.output(
                    Rejections.TAG,
                    Rejections.of(
                            "trace " + span.getTraceId(), refused, Fault.SENDER, detail, WHERE, fact.timeMillis()));
            return;
        }
        counts.out();
        trace.put(span.getSpanId(), fact);
        count.update(before + 1);
        long closing = windows.closing(windows.end(fact.timeMillis()));
        context.timerService().registerEventTimeTimer(closing);
        context.timerService().registerEventTimeTimer(closing + holdMillis);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TraceFacts> out) throws Exception {
        MapState<String, SpanFact> trace = Objects.requireNonNull(spans, "not open");
        ValueState<Integer> count = Objects.requireNonNull(held, "not open");
        long windowEnd = windows.endOfClosing(timestamp);
        List<SpanFact> facts = new ArrayList<>();
        for (SpanFact fact : trace.values()) {
            facts.add(fact);
        }
        TraceFacts read = new TraceReading(facts)
                .read(windowEnd, context.getCurrentKey(), fact -> windows.end(fact.timeMillis()) == windowEnd);
        if (read != null) {
            out.collect(read);
        }
        forget(trace, count, timestamp);
    }

    private void forget(MapState<String, SpanFact> trace, ValueState<Integer> count, long now) throws Exception {
        int kept = 0;
        for (Iterator<Map.Entry<String, SpanFact>> it = trace.iterator(); it.hasNext(); ) {
            SpanFact fact = it.next().getValue();
            if (windows.closing(windows.end(fact.timeMillis())) + holdMillis <= now) {
                it.remove();
            } else {
                kept++;
            }
        }
        if (kept == 0) {
            trace.clear();
            count.clear();
        } else {
            count.update(kept);
        }
    }
}
