package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.schemas.record.FeatureVector;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Vectors only add words to what series decide (traces, versions, log templates), and few services may leave a
 * partition of their topic empty for ever: their stream holds no time back. One that comes late is taken up with the
 * next window.
 */
final class Timeless implements WatermarkGenerator<FeatureVector> {

    /** Nearly the end of time: the end itself would say that the input is over. */
    private static final Watermark AHEAD = new Watermark(Long.MAX_VALUE - 1);

    static WatermarkStrategy<FeatureVector> strategy() {
        return WatermarkStrategy.<FeatureVector>forGenerator(context -> new Timeless())
                .withTimestampAssigner((vector, before) -> vector.getWindowEndMillis());
    }

    @Override
    public void onEvent(FeatureVector vector, long timestamp, WatermarkOutput output) {
        // nothing: time is told periodically
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(AHEAD);
    }
}
