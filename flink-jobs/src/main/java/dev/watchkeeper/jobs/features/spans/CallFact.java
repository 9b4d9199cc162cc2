package dev.watchkeeper.jobs.features.spans;

import dev.watchkeeper.schemas.record.Entity;
import org.jspecify.annotations.Nullable;

/**
 * One call that a service made.
 *
 * @param service the caller
 * @param instance its instance, where known
 * @param callee who is called: the service of the server span that answered, else whom the call's attributes name; null
 *     where neither says
 * @param address where the call went, as the caller knows it
 * @param answered whether the server span is known
 * @param durationNanos on the caller's side
 * @param waitNanos client duration less server duration where the call was answered, else the client duration
 * @param failed whether the call failed
 */
public record CallFact(
        Entity service,
        @Nullable String instance,
        @Nullable Entity callee,
        @Nullable String address,
        boolean answered,
        long durationNanos,
        long waitNanos,
        boolean failed) {

    /** Failed, and no server span seen. */
    boolean unanswered() {
        return failed && !answered;
    }
}
