package dev.watchkeeper.ingest.normalize;

import dev.watchkeeper.ingest.reject.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which event times are believed at a moment. A single record from next year would carry a watermark there and make
 * everything else late, so it is refused at the door.
 *
 * @param earliest the first that is, Unix nanoseconds
 * @param latest the last that is, Unix nanoseconds
 */
record EventTimes(long earliest, long latest) {

    static EventTimes at(long nowUnixNano, Bounds bounds) {
        return new EventTimes(
                Math.max(1, nowUnixNano - bounds.history().toNanos()),
                nowUnixNano + bounds.ahead().toNanos());
    }

    /** Why this time is not believed; null where it is. OTLP's times are unsigned: a negative one lies after 2262. */
    @Nullable
    Reason refusal(long unixNano) {
        if (unixNano < 0 || unixNano > latest) {
            return Reason.TIME_AHEAD;
        }
        return unixNano < earliest ? Reason.TIME_BEFORE : null;
    }

    /** Found and expected, in a sentence. */
    String describe(long unixNano) {
        String found = unixNano == 0 ? "none" : unixNano < 0 ? "one after 2262" : instant(unixNano);
        return "event time between " + instant(earliest) + " and " + instant(latest) + " expected, found " + found;
    }

    private static String instant(long unixNano) {
        return Instant.ofEpochSecond(0, unixNano).toString();
    }
}
