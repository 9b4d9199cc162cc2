package dev.watchkeeper.jobs.features;

import dev.watchkeeper.jobs.connect.EventTime;
import dev.watchkeeper.jobs.features.services.Heartbeat;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Takes the synthetic entity's records out of a stream: they count as heartbeats and make nothing else. */
final class HeartbeatSplit<T> extends ProcessFunction<T, T> {

    /** The side output of heartbeats. */
    static final OutputTag<Heartbeat> HEARTBEATS = new OutputTag<>("heartbeats", TypeInformation.of(Heartbeat.class));

    /** Reads a record's entity. */
    interface EntityOf<T> extends Serializable {
        Entity of(T record);
    }

    private final EntityOf<T> entity;
    private final EventTime<T> time;

    HeartbeatSplit(EntityOf<T> entity, EventTime<T> time) {
        this.entity = entity;
        this.time = time;
    }

    @Override
    public void processElement(T record, Context context, Collector<T> out) {
        Entity writer = entity.of(record);
        if (writer.getType() == EntityType.SYNTHETIC) {
            context.output(HEARTBEATS, new Heartbeat(writer, time.millis(record)));
        } else {
            out.collect(record);
        }
    }
}
