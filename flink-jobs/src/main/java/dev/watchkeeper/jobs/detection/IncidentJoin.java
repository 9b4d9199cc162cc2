package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.jobs.detection.alert.EntityNews;
import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.incident.Correlation;
import dev.watchkeeper.jobs.detection.incident.TenantMemory;
import dev.watchkeeper.schemas.record.Incident;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by tenant: takes all news of one time together, so that their order does not matter; see {@link Correlation}. */
final class IncidentJoin extends KeyedProcessFunction<String, EntityNews, Incident> {

    private final Thresholds thresholds;
    private transient @Nullable Correlation correlation;
    private transient @Nullable Waiting<EntityNews> waiting;
    private transient @Nullable ValueState<TenantMemory> memory;

    IncidentJoin(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public void open(OpenContext context) {
        correlation = new Correlation(thresholds);
        waiting = new Waiting<>(getRuntimeContext(), TypeInformation.of(EntityNews.class));
        memory = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("tenant", TypeInformation.of(TenantMemory.class)));
    }

    @Override
    public void processElement(EntityNews news, Context context, Collector<Incident> out) throws Exception {
        Objects.requireNonNull(waiting, "not open").add(news.timeMillis(), news);
        context.timerService().registerEventTimeTimer(news.timeMillis());
    }

    @Override
    public void onTimer(long timeMillis, OnTimerContext context, Collector<Incident> out) throws Exception {
        ValueState<TenantMemory> state = Objects.requireNonNull(memory, "not open");
        List<EntityNews> news = Objects.requireNonNull(waiting, "not open").take(timeMillis);
        @Nullable TenantMemory known = state.value();
        Correlation.Outcome outcome = Objects.requireNonNull(correlation, "not open")
                .step(known == null ? TenantMemory.unknown() : known, news, timeMillis);
        if (outcome.memory().isEmpty()) {
            state.clear();
        } else {
            state.update(outcome.memory());
        }
        outcome.revisions().forEach(out::collect);
    }
}
