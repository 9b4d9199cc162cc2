package dev.watchkeeper.models.train.judge;

import dev.watchkeeper.models.baseline.Residual;
import dev.watchkeeper.models.baseline.SeriesKind;

/** Hears each scored point of a chain. */
public interface SeriesListener {

    /** One point with its row, which is reused. */
    void scored(int series, SeriesKind kind, Residual residual, float[] rows, int offset);
}
