package dev.watchkeeper.models.scoring;

/** A scorer written by hand: margin = bias + weights · row. */
public final class LinearScorer implements Scorer {

    private final float[] weights;
    private final float bias;

    public LinearScorer(float bias, float... weights) {
        this.weights = weights.clone();
        this.bias = bias;
    }

    @Override
    public int features() {
        return weights.length;
    }

    @Override
    public int batch() {
        return 16;
    }

    @Override
    public void score(float[] rows, int count, float[] margins) {
        for (int i = 0; i < count; i++) {
            float margin = bias;
            for (int f = 0; f < weights.length; f++) {
                margin += weights[f] * rows[i * weights.length + f];
            }
            margins[i] = margin;
        }
    }

    @Override
    public void close() {
        // holds nothing
    }
}
