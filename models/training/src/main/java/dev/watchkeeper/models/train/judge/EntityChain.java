package dev.watchkeeper.models.train.judge;

import dev.watchkeeper.models.baseline.Residual;
import dev.watchkeeper.models.baseline.SeriesBaseline;
import dev.watchkeeper.models.baseline.SeriesKind;
import dev.watchkeeper.models.contract.Calibration;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.scoring.Scorer;
import dev.watchkeeper.models.train.generate.GeneratedService;
import dev.watchkeeper.models.train.generate.Windows;
import dev.watchkeeper.schemas.record.PointState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One entity's way from points to the row of the entity model, as detection goes it: baselines, series model, pool. */
public final class EntityChain implements Windows {

    private static final SeriesListener NOBODY = (series, kind, residual, rows, offset) -> {};

    private final Duration season;
    private final Scorer seriesModel;
    private final Calibration calibration;
    private final List<SeriesBaseline> baselines = new ArrayList<>();
    private final Residual residual = new Residual();
    private final EntityPool<Integer> pool = new EntityPool<>();
    private final float[] row = new float[EntityPool.FEATURES];
    private SeriesListener listener = NOBODY;
    private float[] rows = new float[64 * Residual.FEATURES];
    private float[] margins = new float[64];
    private SeriesKind[] kinds = new SeriesKind[64];
    private Integer[] names = new Integer[64];
    private int count;
    private int silentWindows;
    private boolean frozen;
    private boolean anonymous;

    /** A chain for one entity that has not been seen before. */
    public EntityChain(Duration season, Scorer seriesModel, Calibration calibration) {
        this.season = season;
        this.seriesModel = seriesModel;
        this.calibration = calibration;
    }

    /** Lets someone hear each scored point. */
    public EntityChain telling(SeriesListener someone) {
        this.listener = someone;
        return this;
    }

    /** Treats every series as one of which nothing is known. */
    public EntityChain anonymous() {
        anonymous = true;
        return this;
    }

    /** Whether the entity alerts, so that next to nothing is learned. */
    public void freeze(boolean alerting) {
        this.frozen = alerting;
    }

    /** The entity's row of the last complete window; reused. */
    public float[] row() {
        return row;
    }

    /** The pool of the last complete window. */
    public EntityPool<Integer> pool() {
        return pool;
    }

    @Override
    public void point(
            int series, SeriesKind named, long timeMillis, double value, long observations, PointState state) {
        SeriesKind kind = anonymous ? SeriesKind.UNKNOWN : named;
        while (baselines.size() <= series) {
            baselines.add(new SeriesBaseline(season));
        }
        baselines
                .get(series)
                .step(kind, timeMillis, value, observations, GeneratedService.WINDOW_MILLIS, state, frozen, residual);
        if (!residual.judgement().scored()) {
            return;
        }
        if (count == margins.length) {
            rows = Arrays.copyOf(rows, 2 * rows.length);
            margins = Arrays.copyOf(margins, 2 * count);
            kinds = Arrays.copyOf(kinds, 2 * count);
            names = Arrays.copyOf(names, 2 * count);
        }
        residual.writeTo(rows, count * Residual.FEATURES);
        listener.scored(series, kind, residual, rows, count * Residual.FEATURES);
        kinds[count] = kind;
        names[count++] = series;
    }

    @Override
    public void end(long timeMillis, boolean silent) {
        seriesModel.score(rows, count, margins);
        pool.clear();
        for (int i = 0; i < count; i++) {
            pool.add(kinds[i], calibration.surprise(margins[i]), names[i]);
        }
        silentWindows = silent ? silentWindows + 1 : 0;
        pool.silent(silentWindows);
        pool.writeTo(row, 0);
        count = 0;
    }
}
