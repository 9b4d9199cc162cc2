package dev.watchkeeper.jobs.features.spans;

import dev.watchkeeper.schemas.record.Entity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Adds up facts where they arise, before they are keyed by service: a hot service so costs its subtask one partial per
 * window and upstream subtask, not one record per request.
 *
 * <p>It keeps no state. The join chained before it emits a window's facts while a watermark passes; this operator hands
 * its partials on before that watermark, and before every checkpoint barrier.
 */
public final class PartialAggregation extends AbstractStreamOperator<SpanPartial>
        implements OneInputStreamOperator<TraceFacts, SpanPartial> {

    private record Key(Entity service, @Nullable String instance, long windowEnd) {}

    private transient @Nullable Map<Key, PartialBuilder> builders;

    @Override
    public void open() throws Exception {
        super.open();
        builders = new LinkedHashMap<>();
    }

    @Override
    public void processElement(StreamRecord<TraceFacts> element) {
        TraceFacts facts = element.getValue();
        for (RequestFact request : facts.requests()) {
            builder(request.service(), request.instance(), facts.windowEnd()).add(facts.traceId(), request);
        }
        for (CallFact call : facts.calls()) {
            builder(call.service(), call.instance(), facts.windowEnd()).add(call);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
    }

    @Override
    public void finish() throws Exception {
        flush();
        super.finish();
    }

    private PartialBuilder builder(Entity service, @Nullable String instance, long windowEnd) {
        if (builders == null) {
            throw new IllegalStateException("not open");
        }
        return builders.computeIfAbsent(
                new Key(service, instance, windowEnd), key -> new PartialBuilder(service, instance, windowEnd));
    }

    private void flush() {
        if (builders != null) {
            builders.values().forEach(builder -> output.collect(new StreamRecord<>(builder.build())));
            builders.clear();
        }
    }
}
