package dev.watchkeeper.models.scoring;

/**
 * Rows in, margins out. A margin (logit) is the odder the greater; a row's margin does not depend on the rows beside it.
 * Not thread-safe: one per subtask. Steady state allocates no buffers.
 */
public interface Scorer extends AutoCloseable {

    /** Numbers in a row. */
    int features();

    /** The most rows of one call that need no new buffers; more are scored in several runs. */
    int batch();

    /**
     * Scores rows that lie one after the other.
     *
     * @param rows at least {@code count × features()} numbers, none of them NaN
     * @param count how many rows, 0 or more
     * @param margins gets one margin a row; at least {@code count} long
     * @throws dev.watchkeeper.models.contract.ModelRefused with reason MISBEHAVED where a margin is not finite
     */
    void score(float[] rows, int count, float[] margins);

    /** Frees native memory; the scorer must not be used after it. */
    @Override
    void close();
}
