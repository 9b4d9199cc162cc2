package dev.watchkeeper.models.train.judge;

import dev.watchkeeper.models.contract.AlertRule;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.scoring.Hysteresis;
import dev.watchkeeper.models.scoring.LoadedModel;
import dev.watchkeeper.models.train.generate.Draw;
import dev.watchkeeper.models.train.generate.Effect;
import dev.watchkeeper.models.train.generate.GeneratedService;
import dev.watchkeeper.models.train.generate.Profile;
import java.util.function.IntFunction;

/** One generated service's life before the loaded models: when does it alert? */
public final class Trial {

    private static final long START_MILLIS = 1_700_000_000_000L;

    private final LoadedModel entityModel;
    private final AlertRule rule;
    private final GeneratedService service;
    private final EntityChain chain;
    private final float[] margin = new float[1];
    private double held;
    private int recent;
    private boolean alerting;
    private int opened;

    /** A service that nobody has seen before. */
    public Trial(LoadedModel seriesModel, LoadedModel entityModel, Profile profile, Draw draw) {
        this.entityModel = entityModel;
        this.rule = entityModel.alertRule();
        this.service = new GeneratedService(profile, draw, START_MILLIS);
        this.chain = new EntityChain(profile.season(), seriesModel.scorer(), seriesModel.calibration());
    }

    /** Lives through one window; whether it alerts after it. */
    public boolean next(Effect effect) {
        chain.freeze(alerting);
        service.next(effect, chain);
        entityModel.scorer().score(chain.row(), 1, margin);
        held = Hysteresis.held(rule, held, margin[0]);
        recent = Hysteresis.recent(rule, recent, margin[0]);
        boolean before = alerting;
        alerting = Hysteresis.alerting(rule, before, held, recent);
        opened += alerting && !before ? 1 : 0;
        return alerting;
    }

    /** Lives through quiet windows; how many alerts opened so far. */
    public int quiet(int windows) {
        for (int i = 0; i < windows; i++) {
            next(Effect.NONE);
        }
        return opened;
    }

    /** Windows of a fault until it alerts, counted from 1; 0 where it does not within so many. */
    public int detect(IntFunction<Effect> fault, int windows) {
        for (int i = 1; i <= windows; i++) {
            if (next(fault.apply(i))) {
                return i;
            }
        }
        return 0;
    }

    /** The last window's row. */
    public float[] row() {
        return chain.row();
    }

    /** The last window's pool. */
    public EntityPool<Integer> pool() {
        return chain.pool();
    }

    /** The last window's margin. */
    public float margin() {
        return margin[0];
    }

    /** Whether it alerts. */
    public boolean alerting() {
        return alerting;
    }
}
