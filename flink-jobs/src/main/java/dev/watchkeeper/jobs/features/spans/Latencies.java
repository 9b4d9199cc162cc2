package dev.watchkeeper.jobs.features.spans;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A mergeable distribution of durations: a DDSketch whose quantiles are within 1 % of a true value. Its counts are whole
 * numbers, so that the order in which partial results are merged never shows in the result.
 */
public final class Latencies {

    /** A quantile lies within this share of a true value. */
    public static final double RELATIVE_ACCURACY = 0.01;

    /** From a nanosecond to a year at that accuracy; lower values collapse first. */
    private static final int BINS = 2048;

    private final DDSketch sketch = DDSketches.logarithmicCollapsingLowestDense(RELATIVE_ACCURACY, BINS);

    /** Adds a duration; a negative one, of a clock that was set back, counts as zero. */
    public void add(long nanos) {
        sketch.accept(Math.max(0, nanos) / 1e9);
    }

    /** Adds what another collected. */
    public void merge(byte[] encoded) {
        try {
            sketch.decodeAndMergeWith(ByteArrayInput.wrap(encoded));
        } catch (IOException e) {
            throw new UncheckedIOException("a sketch of our own does not decode", e);
        }
    }

    /** A quantile in seconds; only where anything was added. */
    public double seconds(double quantile) {
        return sketch.getValueAtQuantile(quantile);
    }

    /** How many were added. */
    public long count() {
        return (long) sketch.getCount();
    }

    /** The distribution as bytes, for {@link #merge}. */
    public byte[] encoded() {
        GrowingByteArrayOutput bytes = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            sketch.encode(bytes, false);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.trimmedCopy();
    }
}
