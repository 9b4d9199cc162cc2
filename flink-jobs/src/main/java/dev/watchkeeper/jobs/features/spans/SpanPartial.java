package dev.watchkeeper.jobs.features.spans;

import dev.watchkeeper.schemas.record.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service instance's requests and calls within a window, as far as one subtask saw them. Sums are whole nanoseconds
 * and counts, so that partials merge to the same result in any order.
 *
 * @param service the service
 * @param instance its instance, where known
 * @param windowEnd the window
 * @param requests how many entry spans
 * @param errors failed ones among them
 * @param selfErrors those that failed although no call within them did
 * @param durations of entry spans
 * @param selfTimes of entry spans
 * @param calls by callee and address
 * @param samples traces worth looking at
 * @param versions seen, ascending
 */
public record SpanPartial(
        Entity service,
        @Nullable String instance,
        long windowEnd,
        long requests,
        long errors,
        long selfErrors,
        byte[] durations,
        byte[] selfTimes,
        List<CallPartial> calls,
        List<SampleTrace> samples,
        List<String> versions) {}
