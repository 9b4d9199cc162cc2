package dev.watchkeeper.models.train.judge;

import dev.watchkeeper.models.train.generate.Draw;
import dev.watchkeeper.models.train.generate.Effect;
import dev.watchkeeper.models.train.generate.Profile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** A shop like the demo's and its plain faults, to judge by; the training draws its own. */
public final class DemoFaults {

    private static final int LEAK_WINDOWS = 30;

    private DemoFaults() {}

    /** A small service: a few requests a second, a database, a heap of 64 MB, a day of 30 minutes. */
    public static Profile shop(Draw draw) {
        return new Profile(
                Duration.ofMinutes(30),
                draw.between(2, 8),
                .5,
                draw.between(.002, .01),
                .4,
                .002,
                1,
                1 + draw.below(2),
                draw.chance(.5) ? 0 : .003,
                .02,
                .05,
                64e6,
                .2,
                draw.between(.2, .8),
                1,
                .5,
                12,
                1e6,
                24,
                .4);
    }

    /** Faults by name: what each does in its n-th window. */
    public static Map<String, IntFunction<Effect>> all() {
        Map<String, IntFunction<Effect>> faults = new LinkedHashMap<>();
        faults.put("errors 25 %", n -> new Effect(.25, 0, 1, 0, 0, 0, 0, 0, 1, false));
        faults.put("self +100 ms", n -> new Effect(0, .1, 1, 0, 0, 0, 0, 0, 1, false));
        faults.put("database +150 ms", n -> new Effect(0, 0, 1, .15, 0, 0, 0, 0, 1, false));
        faults.put("cpu +30 points", n -> new Effect(0, 0, 1.2, 0, .3, 0, 0, 0, 1, false));
        faults.put("log burst 30/s", n -> new Effect(0, 0, 1, 0, 0, 0, 0, 30, 1, false));
        faults.put("silence", n -> new Effect(0, 0, 1, 0, 0, 0, 0, 0, 0, true));
        faults.put("leak, 300 s", n -> {
            double progress = Math.min(1, n / (double) LEAK_WINDOWS);
            double late = Math.max(0, progress - .6);
            return new Effect(0, 0, 1 + late, 0, .2 * late, progress, .2 * late, 0, 1, false);
        });
        return faults;
    }
}
