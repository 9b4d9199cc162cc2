package dev.watchkeeper.jobs.features.spans;

import dev.watchkeeper.schemas.record.Entity;
import org.jspecify.annotations.Nullable;

/**
 * Calls to one callee within a window, as far as one subtask saw them.
 *
 * @param callee who is called; null where only the address is known
 * @param address where the calls went, as the caller knows it
 * @param calls how many
 * @param errors failed ones among them
 * @param unanswered failed ones that no server span answers
 * @param answered those whose server span is known
 * @param waitNanos the sum of their waits
 * @param durations of the client side, see {@link Latencies}
 */
public record CallPartial(
        @Nullable Entity callee,
        @Nullable String address,
        long calls,
        long errors,
        long unanswered,
        long answered,
        long waitNanos,
        byte[] durations) {}
