package dev.watchkeeper.jobs.detection.evidence;

import dev.watchkeeper.schemas.record.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reason to call an entity odd.
 *
 * @param series its series; null for silence
 * @param entity whose series it is: the service or one of its instances
 * @param callee who is called, where it is about calls
 * @param strength how unlikely it is by chance, in standard deviations of a normal one; above 0
 * @param effect how much it matters to who uses the entity: 0 nothing, 1 as bad as can be
 * @param value what was seen over the horizon
 * @param expected what was expected
 * @param sinceMillis event time of its first odd point
 * @param sentence in words with numbers
 * @param traceIds sample traces, worst first
 */
public record Evidence(
        EvidenceKind kind,
        @Nullable String series,
        Entity entity,
        @Nullable Entity callee,
        double strength,
        double effect,
        double value,
        double expected,
        String unit,
        long sinceMillis,
        String sentence,
        List<String> traceIds) {

    /** Beyond this, more strength says no more about who the cause is. */
    private static final double MOST_COUNTED = 20;

    /** The same, seen since then if that is earlier. */
    public Evidence since(long millis) {
        return new Evidence(
                kind,
                series,
                entity,
                callee,
                strength,
                effect,
                value,
                expected,
                unit,
                Math.min(millis, sinceMillis),
                sentence,
                traceIds);
    }

    /** The same, less strong. */
    public Evidence faded(double share) {
        return new Evidence(
                kind,
                series,
                entity,
                callee,
                share * strength,
                effect,
                value,
                expected,
                unit,
                sinceMillis,
                sentence,
                traceIds);
    }

    /** The same in other words. */
    Evidence said(String words) {
        return new Evidence(
                kind, series, entity, callee, strength, effect, value, expected, unit, sinceMillis, words, traceIds);
    }

    /** Its share in the rank of a cause: grows with the logarithm of its strength, and with what it matters. */
    public double weight() {
        double capped = Math.min(strength, MOST_COUNTED);
        return kind.weight() * (0.4 + 0.6 * effect) * 2 * Math.log1p(capped * capped / 3);
    }
}
