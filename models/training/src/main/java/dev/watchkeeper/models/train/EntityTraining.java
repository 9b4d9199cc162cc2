package dev.watchkeeper.models.train;

import dev.watchkeeper.models.contract.AlertRule;
import dev.watchkeeper.models.contract.Calibration;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.pooling.SignalGroup;
import dev.watchkeeper.models.pooling.Slot;
import dev.watchkeeper.models.scoring.Hysteresis;
import dev.watchkeeper.models.train.fit.LogisticFit;
import dev.watchkeeper.models.train.fit.Rows;
import dev.watchkeeper.models.train.fit.Weights;
import dev.watchkeeper.models.train.fit.WeightsScorer;
import dev.watchkeeper.models.train.generate.Draw;
import dev.watchkeeper.models.train.generate.Effect;
import dev.watchkeeper.models.train.generate.FaultShape;
import dev.watchkeeper.models.train.generate.GeneratedService;
import dev.watchkeeper.models.train.generate.Profile;
import dev.watchkeeper.models.train.generate.Schedule;
import dev.watchkeeper.models.train.judge.EntityChain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers entity rows of generated services, fits the entity model, sets its threshold by false alerts on others. */
final class EntityTraining {

    /** False alerts per entity and four weeks that the threshold is set for; half of what is promised. */
    private static final double FALSE_ALERTS = .5;

    private static final double FOUR_WEEKS_WINDOWS = 28 * 8640;
    /** What only supports gets a margin at most so far on its way to the threshold. */
    private static final double SUPPORT = .4;

    /** Surprise from which a fault counts as visible. */
    private static final double VISIBLE = 1.5;

    /** How often weights are raised until no slot is deaf: a raise moves the threshold too. */
    private static final int RAISES = 6;

    private static final double LEAVE = .6;
    private static final int NEEDED = 3;
    private static final int OF = 4;

    private static final int GROUPS = SignalGroup.values().length;
    private static final int[] GROUP_OF = EntityPool.featureGroups();
    private static final double MOST_SCALING = 3;

    private final long seed;
    private final Size size;
    private final SeriesTraining.Fitted series;
    private final Rows rows = new Rows(EntityPool.FEATURES);

    /** What came out. */
    record Fitted(
            Weights weights, Calibration calibration, AlertRule rule, Rows rows, double falseAlerts, long heldOut) {}

    EntityTraining(long seed, Size size, SeriesTraining.Fitted series) {
        this.seed = seed;
        this.size = size;
        this.series = series;
    }

    Fitted fit() {
        for (int i = 0; i < size.services(); i++) {
            gather(20_000 + i);
        }
        Weights fitted = new LogisticFit(seed, 8).fit(rows, EntityTraining::used, EntityTraining::opens);
        Weights free = balanced(fitted);
        Ruled ruled = ruled(free);
        for (int i = 0; i < RAISES && deaf(free, ruled.rule().enter()); i++) {
            free = raised(free, ruled.rule().enter());
            ruled = ruled(free);
        }
        List<float[]> margins = ruled.margins();
        AlertRule rule = ruled.rule();
        Weights weights = ruled.weights();
        return new Fitted(weights, calibration(margins), rule, rows, perFourWeeks(rule, margins), windows(margins));
    }

    /** Weights with capped support, the quiet services' margins under them, and the threshold that follows. */
    private record Ruled(Weights weights, List<float[]> margins, AlertRule rule) {}

    private Ruled ruled(Weights free) {
        List<Parts> quiet = new ArrayList<>();
        for (int i = 0; i < size.quietServices(); i++) {
            quiet.add(live(30_000 + i, free));
        }
        Weights alone = free.withMost(0);
        double threshold = rule(alone, margins(quiet, alone)).enter();
        Weights weights = free.withMost((float) (SUPPORT * (threshold - free.bias())));
        List<float[]> margins = margins(quiet, weights);
        return new Ruled(weights, margins, rule(weights, margins));
    }

    /** Whether a slot that may open an alert cannot, however odd it is. */
    private static boolean deaf(Weights free, double threshold) {
        for (int f = 0; f < EntityPool.FEATURES; f++) {
            if (voiced(f, free) && free.bias() + free.opening()[f] * EntityPool.MOST <= threshold) {
                return true;
            }
        }
        return false;
    }

    /** Weights with which every slot that may open an alert does so at its oddest, by a little more than the threshold. */
    private static Weights raised(Weights free, double threshold) {
        float[] opening = free.opening().clone();
        float least = (float) (1.05 * (threshold - free.bias()) / EntityPool.MOST);
        for (int f = 0; f < opening.length; f++) {
            opening[f] = voiced(f, free) ? Math.max(opening[f], least) : opening[f];
        }
        return new Weights(free.bias(), opening, free.supporting(), free.most());
    }

    /** Whether a feature alone may open an alert: those of slots that open and that learning found a use for. */
    private static boolean voiced(int feature, Weights free) {
        return used(feature) && feature != EntityPool.SILENCE && free.opening()[feature] > 0;
    }

    /**
     * Scales each group's weights so that every group alone is as far below the threshold on quiet services: none uses
     * up the false alerts that all may have, and none is deaf because another is noisy.
     */
    private Weights balanced(Weights fitted) {
        float[] reached = new float[GROUPS];
        float[][] highest = new float[GROUPS][size.quietServices()];
        for (int i = 0; i < highest[0].length; i++) {
            heights(40_000 + i, fitted, highest, i);
        }
        double sum = 0;
        int used = 0;
        for (int g = 0; g < GROUPS; g++) {
            Arrays.sort(highest[g]);
            reached[g] = highest[g][highest[g].length - 1];
            if (reached[g] > 0 && g != SignalGroup.SILENCE.ordinal()) {
                sum += reached[g];
                used++;
            }
        }
        float[] opening = fitted.opening().clone();
        for (int f = 0; f < opening.length; f++) {
            int g = GROUP_OF[f];
            if (reached[g] > 0 && g != SignalGroup.SILENCE.ordinal()) {
                double scale = sum / used / reached[g];
                opening[f] *= (float) Math.max(1 / MOST_SCALING, Math.min(MOST_SCALING, scale));
            }
        }
        return new Weights(fitted.bias(), opening, fitted.supporting(), fitted.most());
    }

    /** The highest level that each group's part of the margin kept for an alert's windows. */
    private void heights(int index, Weights fitted, float[][] highest, int at) {
        Draw draw = Draw.of(seed, index);
        Profile profile = Profile.drawn(draw);
        GeneratedService service = new GeneratedService(profile, draw, 1_700_000_000_000L);
        EntityChain chain = chain(index, profile);
        float[][] last = new float[GROUPS][OF];
        float[] sorted = new float[OF];
        for (int w = 0; w < size.quietWindows() / 2; w++) {
            service.next(Effect.NONE, chain);
            for (int g = 0; g < GROUPS; g++) {
                last[g][w % OF] = 0;
            }
            for (int f = 0; f < EntityPool.FEATURES; f++) {
                last[GROUP_OF[f]][w % OF] += fitted.opening()[f] * chain.row()[f];
            }
            for (int g = 0; g < GROUPS; g++) {
                System.arraycopy(last[g], 0, sorted, 0, OF);
                Arrays.sort(sorted);
                highest[g][at] = Math.max(highest[g][at], sorted[OF - NEEDED]);
            }
        }
    }

    /** The lowest threshold at which quiet services alert as rarely as they should. */
    private AlertRule rule(Weights weights, List<float[]> margins) {
        double highest = weights.bias();
        for (float[] service : margins) {
            for (float margin : service) {
                highest = Math.max(highest, margin);
            }
        }
        double low = weights.bias() + 1;
        double high = Math.max(highest, low) + 1;
        for (int i = 0; i < 30; i++) {
            double middle = (low + high) / 2;
            if (perFourWeeks(rule(weights, middle, highest), margins) <= FALSE_ALERTS) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return rule(weights, high, highest);
    }

    private static AlertRule rule(Weights weights, double enter, double highest) {
        double rounded = Math.round(enter * 1000) / 1000.0;
        double alone = Math.round((Math.max(enter, highest) + 1) * 1000) / 1000.0;
        return new AlertRule(weights.bias(), rounded, alone, LEAVE, NEEDED, OF);
    }

    private static double perFourWeeks(AlertRule rule, List<float[]> margins) {
        int opened = 0;
        for (float[] service : margins) {
            opened += alerts(rule, service);
        }
        return opened * FOUR_WEEKS_WINDOWS / windows(margins);
    }

    private static long windows(List<float[]> margins) {
        return margins.stream().mapToLong(service -> service.length).sum();
    }

    private static Calibration calibration(List<float[]> margins) {
        float[] all = new float[(int) windows(margins)];
        int at = 0;
        for (float[] service : margins) {
            System.arraycopy(service, 0, all, at, service.length);
            at += service.length;
        }
        return Calibration.ofNormal(all);
    }

    private static List<float[]> margins(List<Parts> quiet, Weights weights) {
        return quiet.stream().map(parts -> parts.margins(weights)).toList();
    }

    /** A quiet service's sums of what opens and what supports, window by window. */
    private record Parts(float[] opening, float[] supporting) {

        float[] margins(Weights weights) {
            float[] margins = new float[opening.length];
            for (int i = 0; i < margins.length; i++) {
                margins[i] = weights.bias() + opening[i] + Math.min(weights.most(), supporting[i]);
            }
            return margins;
        }
    }

    private Parts live(int index, Weights free) {
        Draw draw = Draw.of(seed, index);
        Profile profile = Profile.drawn(draw);
        GeneratedService service = new GeneratedService(profile, draw, 1_700_000_000_000L);
        EntityChain chain = chain(index, profile);
        Parts parts = new Parts(new float[size.quietWindows()], new float[size.quietWindows()]);
        for (int w = 0; w < size.quietWindows(); w++) {
            service.next(Effect.NONE, chain);
            for (int f = 0; f < EntityPool.FEATURES; f++) {
                parts.opening[w] += free.opening()[f] * chain.row()[f];
                parts.supporting[w] += free.supporting()[f] * chain.row()[f];
            }
        }
        return parts;
    }

    /** A slot's greatest surprise: the others go with it, and an entity with a single series must not be deaf. */
    private static boolean used(int feature) {
        return feature == EntityPool.SILENCE || feature % Slot.FEATURES == 0;
    }

    private static boolean opens(int feature) {
        return feature == EntityPool.SILENCE || Slot.values()[feature / Slot.FEATURES].opens();
    }

    /** A chain; every tenth sees series of unknown kind only, as an entity with nothing but custom metrics has. */
    private EntityChain chain(int index, Profile profile) {
        EntityChain chain =
                new EntityChain(profile.season(), new WeightsScorer(series.weights()), series.calibration());
        return index % 10 == 9 ? chain.anonymous() : chain;
    }

    private void gather(int index) {
        Draw draw = Draw.of(seed, index);
        Draw pick = Draw.of(seed + 1, index);
        Profile profile = Profile.drawn(draw);
        GeneratedService service = new GeneratedService(profile, draw, 1_700_000_000_000L);
        Schedule schedule = new Schedule(pick, 540, profile.selfSeconds());
        EntityChain chain = chain(index, profile);
        for (int w = 0; w < size.windows(); w++) {
            Effect effect = schedule.next();
            chain.freeze(schedule.shape() != null && schedule.age() > 3);
            service.next(effect, chain);
            double strongest = strongest(chain.row());
            if (schedule.quiet() && pick.chance(strongest > 2 ? 1 : .03)) {
                rows.add(chain.row(), 0, false);
            } else if (visible(schedule, chain.row()) && pick.chance(schedule.early() ? 1 : .1)) {
                rows.add(chain.row(), 0, true);
            }
        }
    }

    /** Whether the fault that goes on shows where it should; what cannot be seen teaches nothing. */
    private static boolean visible(Schedule schedule, float[] row) {
        FaultShape shape = schedule.shape();
        if (shape == null || schedule.age() == 0) {
            return false;
        }
        if (shape == FaultShape.SILENCE) {
            return true;
        }
        for (Slot slot : Slot.values()) {
            boolean shows = slot == Slot.LONE || SeriesTraining.shows(shape, slot);
            if (slot.opens() && shows && row[slot.ordinal() * Slot.FEATURES] > VISIBLE) {
                return true;
            }
        }
        return false;
    }

    private static double strongest(float[] row) {
        double most = 0;
        for (int f = 0; f < row.length; f++) {
            most = opens(f) ? Math.max(most, row[f]) : most;
        }
        return most;
    }

    /** Alerts that open in one service's margins. */
    static int alerts(AlertRule rule, float[] margins) {
        double held = 0;
        int recent = 0;
        boolean alerting = false;
        int opened = 0;
        for (float margin : margins) {
            held = Hysteresis.held(rule, held, margin);
            recent = Hysteresis.recent(rule, recent, margin);
            boolean before = alerting;
            alerting = Hysteresis.alerting(rule, before, held, recent);
            opened += alerting && !before ? 1 : 0;
        }
        return opened;
    }
}
