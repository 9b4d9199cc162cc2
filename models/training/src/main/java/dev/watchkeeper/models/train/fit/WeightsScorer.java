package dev.watchkeeper.models.train.fit;

import dev.watchkeeper.models.scoring.Scorer;

/** Scores by fitted weights, without a graph: what training uses for its millions of rows. */
public final class WeightsScorer implements Scorer {

    private final Weights weights;

    /** A scorer of these weights. */
    public WeightsScorer(Weights weights) {
        this.weights = weights;
    }

    @Override
    public int features() {
        return weights.opening().length;
    }

    @Override
    public int batch() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void score(float[] rows, int count, float[] margins) {
        for (int i = 0; i < count; i++) {
            margins[i] = weights.margin(rows, i * features());
        }
    }

    @Override
    public void close() {
        // holds nothing
    }
}
