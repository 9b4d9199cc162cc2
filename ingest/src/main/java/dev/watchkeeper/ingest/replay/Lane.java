package dev.watchkeeper.ingest.replay;

import com.google.protobuf.Message;
import dev.watchkeeper.ingest.normalize.Bounds;
import dev.watchkeeper.ingest.publish.Route;
import java.util.List;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * A route, and where its records keep their times.
 *
 * @param time the record's event time, Unix nanoseconds
 * @param shift moves all times that the record has by so many nanoseconds
 */
record Lane<Q extends Message, T extends SpecificRecord>(
        Route<Q, T> route, ToLongFunction<T> time, ObjLongConsumer<T> shift) {

    static List<Lane<?, ?>> all(Bounds bounds) {
        return List.of(
                new Lane<>(Route.spans(bounds), span -> span.getEndUnixNano(), (span, by) -> {
                    span.setStartUnixNano(span.getStartUnixNano() + by);
                    span.setEndUnixNano(span.getEndUnixNano() + by);
                }),
                new Lane<>(Route.metrics(bounds), point -> point.getTimeUnixNano(), (point, by) -> {
                    point.setStartUnixNano(known(point.getStartUnixNano(), by));
                    point.setTimeUnixNano(point.getTimeUnixNano() + by);
                }),
                new Lane<>(Route.logs(bounds), log -> log.getTimeUnixNano(), (log, by) -> {
                    log.setObservedUnixNano(known(log.getObservedUnixNano(), by));
                    log.setTimeUnixNano(log.getTimeUnixNano() + by);
                }));
    }

    /** A time that is not known stays so. */
    private static long known(long unixNano, long by) {
        return unixNano == 0 ? 0 : unixNano + by;
    }
}
