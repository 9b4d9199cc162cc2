package dev.watchkeeper.ingest.normalize;

import com.google.protobuf.Message;
import dev.watchkeeper.ingest.reject.BadInput;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;

/** What OTLP's four kinds of point have in common, for which its messages have no common type. */
record Point(
        Message original,
        List<KeyValue> attributes,
        long start,
        long time,
        int flags,
        List<Exemplar> exemplars,
        Reading reading) {

    /** Makes the point's data, one of the schema's kinds. */
    @FunctionalInterface
    interface Reading {
        Object data() throws BadInput;
    }

    /** Whether the sender says that there is no value. */
    boolean gap() {
        return (flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0;
    }

    static Point of(NumberDataPoint p, Reading reading) {
        return new Point(
                p,
                p.getAttributesList(),
                p.getStartTimeUnixNano(),
                p.getTimeUnixNano(),
                p.getFlags(),
                p.getExemplarsList(),
                reading);
    }

    static Point of(HistogramDataPoint p, Reading reading) {
        return new Point(
                p,
                p.getAttributesList(),
                p.getStartTimeUnixNano(),
                p.getTimeUnixNano(),
                p.getFlags(),
                p.getExemplarsList(),
                reading);
    }

    static Point of(ExponentialHistogramDataPoint p, Reading reading) {
        return new Point(
                p,
                p.getAttributesList(),
                p.getStartTimeUnixNano(),
                p.getTimeUnixNano(),
                p.getFlags(),
                p.getExemplarsList(),
                reading);
    }

    static Point of(SummaryDataPoint p, Reading reading) {
        return new Point(
                p,
                p.getAttributesList(),
                p.getStartTimeUnixNano(),
                p.getTimeUnixNano(),
                p.getFlags(),
                List.of(),
                reading);
    }
}
