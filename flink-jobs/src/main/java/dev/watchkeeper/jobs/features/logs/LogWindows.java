package dev.watchkeeper.jobs.features.logs;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.connect.Ledger;
import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.LogRecord;
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
 * Keyed by service: counts lines by severity and template, and hands on a window when the watermark closes it. Lines are
 * mined in the order of arrival, which is the order of their partition, for a service's lines all lie in one. A service
 * that wrote nothing for long is forgotten with its templates; they are new when it comes back.
 */
public final class LogWindows extends KeyedProcessFunction<String, LogRecord, LogPartial> {

    private final Windows windows;
    private final int mostTemplates;
    private final long forgetAfterMillis;
    private transient @Nullable MapState<Long, LogWindow> open;
    private transient @Nullable MapState<String, TemplateGroup> leaves;
    private transient @Nullable ValueState<Mined> mined;
    private transient @Nullable ValueState<Entity> service;
    private transient @Nullable Ledger ledger;

    /**
     * How much was mined: state.
     *
     * @param lines lines of this service so far
     * @param templates templates that the tree holds
     * @param newestEnd the end of the newest window that has a line
     * @param forgetMillis when the one timer looks whether to forget
     */
    public record Mined(long lines, int templates, long newestEnd, long forgetMillis) {}

    /** Keeps at most {@code mostTemplates} of a service, which is forgotten after {@code forgetAfterMillis} without a line. */
    public LogWindows(Windows windows, int mostTemplates, long forgetAfterMillis) {
        this.windows = windows;
        this.mostTemplates = mostTemplates;
        this.forgetAfterMillis = forgetAfterMillis;
    }

    @Override
    public void open(OpenContext context) {
        open = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("open", Types.LONG, TypeInformation.of(LogWindow.class)));
        leaves = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("leaves", Types.STRING, TypeInformation.of(TemplateGroup.class)));
        mined = getRuntimeContext().getState(new ValueStateDescriptor<>("mined", TypeInformation.of(Mined.class)));
        service = getRuntimeContext().getState(new ValueStateDescriptor<>("service", AvroTypes.of(Entity.class)));
        ledger = new Ledger(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(LogRecord line, Context context, Collector<LogPartial> out) throws Exception {
        MapState<Long, LogWindow> filling = Objects.requireNonNull(open, "not open");
        ValueState<Mined> progress = Objects.requireNonNull(mined, "not open");
        ValueState<Entity> writer = Objects.requireNonNull(service, "not open");
        Ledger counts = Objects.requireNonNull(ledger, "not open");
        counts.in();
        if (writer.value() == null) {
            writer.update(line.getEntity());
        }
        Severity severity = Severity.of(line.getSeverity(), line.getSeverityText());
        int number = line.getSeverity() > 0 ? line.getSeverity() : severity.number();
        long end = windows.end(Math.floorDiv(line.getTimeUnixNano(), 1_000_000L));
        Mined before = progress.value();
        if (before == null) {
            before = new Mined(0, 0, end, forgetAt(end));
            context.timerService().registerEventTimeTimer(before.forgetMillis());
        }
        TemplateTree.Match match = new TemplateTree(new Leaves(Objects.requireNonNull(leaves)), mostTemplates)
                .match(line.getBody(), number, before.lines() + 1, before.templates());
        progress.update(new Mined(
                before.lines() + 1, match.templates(), Math.max(before.newestEnd(), end), before.forgetMillis()));

        LogWindow window = filling.get(end);
        if (window == null) {
            window = new LogWindow();
            context.timerService().registerEventTimeTimer(windows.closing(end));
        }
        window.add(line.getInstance(), severity, match.template(), match.isNew());
        filling.put(end, window);
        counts.out();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<LogPartial> out) throws Exception {
        MapState<Long, LogWindow> filling = Objects.requireNonNull(open, "not open");
        long end = windows.endOfClosing(timestamp);
        LogWindow window = filling.get(end);
        if (window != null) {
            Entity writer =
                    Objects.requireNonNull(Objects.requireNonNull(service).value(), "set by the first line");
            out.collect(window.close(writer, end));
            filling.remove(end);
        }
        Mined known = Objects.requireNonNull(mined, "not open").value();
        if (known != null && timestamp >= known.forgetMillis()) {
            forget(known, timestamp, context);
        }
    }

    private void forget(Mined known, long timestamp, OnTimerContext context) throws Exception {
        long forgetAt = forgetAt(known.newestEnd());
        if (timestamp >= forgetAt) {
            Objects.requireNonNull(mined).clear();
            Objects.requireNonNull(leaves, "not open").clear();
            Objects.requireNonNull(service, "not open").clear();
        } else {
            Objects.requireNonNull(mined)
                    .update(new Mined(known.lines(), known.templates(), known.newestEnd(), forgetAt));
            context.timerService().registerEventTimeTimer(forgetAt);
        }
    }

    private long forgetAt(long newestEnd) {
        return windows.closing(newestEnd) + forgetAfterMillis;
    }

    /** The tree's leaves in Flink's state. */
    private record Leaves(MapState<String, TemplateGroup> state) implements TemplateGroups {

        @Override
        public @Nullable TemplateGroup get(String path) throws Exception {
            return state.get(path);
        }

        @Override
        public void put(String path, TemplateGroup group) throws Exception {
            state.put(path, group);
        }

        @Override
        public void remove(String path) throws Exception {
            state.remove(path);
        }

        @Override
        public Iterable<Map.Entry<String, TemplateGroup>> all() throws Exception {
            return state.entries();
        }
    }
}
