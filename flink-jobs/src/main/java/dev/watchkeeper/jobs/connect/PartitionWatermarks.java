package dev.watchkeeper.jobs.connect;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * One partition's watermark: its newest record's time less the bound. Rejected arrivals do not move it, and there is no
 * idleness: a partition without records holds the watermark, for time passes in event time only; ingest's heartbeats
 * keep every partition moving.
 */
final class PartitionWatermarks<T> implements WatermarkGenerator<Arrival<T>> {

    private final long boundMillis;
    private long newest;

    PartitionWatermarks(long boundMillis) {
        this.boundMillis = boundMillis;
        this.newest = Long.MIN_VALUE + boundMillis + 1;
    }

    @Override
    public void onEvent(Arrival<T> arrival, long eventTimestamp, WatermarkOutput output) {
        if (arrival.record != null) {
            newest = Math.max(newest, arrival.timeMillis);
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(new Watermark(newest - boundMillis - 1));
    }
}
