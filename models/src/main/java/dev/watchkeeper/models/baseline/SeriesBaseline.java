package dev.watchkeeper.models.baseline;

import dev.watchkeeper.schemas.record.PointState;
import java.time.Duration;

/**
 * What one series is expected to do: season, level and two scales, in at most {@link BaselineBytes#MAX_BYTES} bytes,
 * stepped once a point in event time order. Pure: the same points give the same bytes. What looks odd is clipped before
 * it is learned. Not thread-safe.
 *
 * <p>Fast channel: the point against season + level, in scales of its mean absolute deviation. Slow channel: a running
 * mean of ten points against the level of a day. Formulas: RATIONALE.md of this module.
 */
public final class SeriesBaseline {

    /** Points before the series' own scale is trusted; until then the prior of its kind widens the band. */
    public static final int COLD_POINTS = 64;
    /** Frozen points after which what goes on is learned after all: the new normal. */
    public static final int FROZEN_POINTS = 720;
    /** Scales on each side of the expected band. */
    public static final double BAND = 4;
    /**
     * Values further from zero are a broken writer's, not measured, and are judged {@link Judgement#GAP}: the state is
     * kept in floats, which end at 3e38, and one infinite scale would give rows that no model may score.
     */
    public static final double MOST_VALUE = 1e30;

    private static final double TO_SIGMA = 1.2533;
    private static final double LEVEL_GAIN = .05;
    private static final double SLOW_GAIN = .1;
    /** Scales that one point can move the running mean's target away from what is expected. */
    private static final double SLOW_REACH = 10;

    private static final double FAST_SCALE_GAIN = Math.log(2) / 10_080;
    private static final double SLOW_SCALE_GAIN = Math.log(2) / 40_000;
    private static final double ANCHOR_POINTS = 1000;
    private static final double FROZEN_RATE = .05;
    private static final double TAIL_LEAST = 3;
    private static final double TAIL_MOST = 12;
    private static final double MAX_Z = 400;
    private static final double COMPRESSION = 4000;
    private static final int YOUNG = 16;
    private static final int PRIOR_POINTS = 8;
    private static final int SETTLE_MILLIS = 300_000;
    private static final int SETTLE_POINTS = 30;
    private static final double GAP_INTERVALS = 4;
    private static final double SHADOW_GAIN = 1.0 / 64;

    private final long seasonMillis;
    final Season season = new Season();
    final Growth growth = new Growth();

    long lastTime = Long.MIN_VALUE;
    long seasonStart;
    double levelPlain;
    double levelSeasonal;
    double anchor;
    double running;
    double lastValue;
    float interval;
    int points;
    float fastDeviation;
    float slowDeviation;
    float step;
    float tail = (float) TAIL_LEAST;
    float shadowPlain;
    float shadowSeasonal;
    float meanCount;
    short shadowPoints;
    short settle;
    short settleLength;
    short frozenPoints;
    byte run;
    /** ln(1 + fast) of the last three points, newest first, in 1/4000. */
    short before1;

    short before2;
    short before3;
    boolean seasonal;

    /**
     * Nothing known yet.
     *
     * @param season length of what recurs; a day by default. It is used once it was seen in full and predicts better
     */
    public SeriesBaseline(Duration season) {
        this.seasonMillis = season.toMillis();
        if (seasonMillis <= 0) {
            throw new IllegalArgumentException("a season longer than 0 is expected, found " + season);
        }
    }

    /** Points learned so far. */
    public int points() {
        return points;
    }

    /** Event time of the last point; {@link Long#MIN_VALUE} before the first. */
    public long lastTimeMillis() {
        return lastTime;
    }

    /** Usual time between points; 0 where unknown. */
    public double intervalMillis() {
        return interval;
    }

    /** Whether the season is in use. */
    public boolean seasonal() {
        return seasonal;
    }

    /** Judges a point against what is known, then learns from it. */
    public void step(
            SeriesKind kind,
            long timeMillis,
            double value,
            long count,
            long intervalMillis,
            PointState state,
            boolean frozen,
            Residual out) {
        out.signal = kind.signal();
        if (lastTime != Long.MIN_VALUE && timeMillis <= lastTime) {
            out.clear(Judgement.LATE, value);
            return;
        }
        if (state == PointState.GAP || !(Math.abs(value) <= MOST_VALUE)) {
            out.clear(Judgement.GAP, value);
            return;
        }
        double ratio = timing(timeMillis, intervalMillis);
        if (state == PointState.RESET) {
            out.clear(Judgement.RESET, value);
            return;
        }
        if (state == PointState.RESTART && kind.settles()) {
            restart(value);
        }
        if (points == 0) {
            first(kind, value, count, timeMillis);
            if (!kind.startsAtZero()) {
                out.clear(Judgement.FIRST, value);
                growth(kind, timeMillis, value);
                return;
            }
        }
        double phase = phase(timeMillis);
        boolean known = season.known() && timeMillis - seasonStart >= seasonMillis;
        double recurring = known ? season.at(phase) : 0;
        double used = seasonal ? recurring : 0;
        double expected = used + (seasonal ? levelSeasonal : levelPlain);
        double seconds = (intervalMillis > 0 ? intervalMillis : interval) / 1000;

        judge(kind, value, expected, used, count, seconds, ratio, out);
        growth(kind, timeMillis, value);
        growth.judge(kind, out.scale, out);
        boolean held = freeze(frozen);
        learn(kind, value, expected, recurring, used, known, phase, count, ratio, held ? FROZEN_RATE : 1, out);
    }

    /** Forgets the level and keeps scale and season: after a deployment. */
    public void relevel() {
        settleLength = SETTLE_POINTS;
        settle = SETTLE_POINTS;
    }

    private void growth(SeriesKind kind, long timeMillis, double value) {
        if (kind.fills()) {
            growth.add(timeMillis, value, interval);
        }
    }

    /** Time since the last point in usual intervals; learns the interval. */
    private double timing(long timeMillis, long intervalMillis) {
        if (lastTime == Long.MIN_VALUE) {
            interval = intervalMillis;
            lastTime = timeMillis;
            return 1;
        }
        float passed = timeMillis - lastTime;
        lastTime = timeMillis;
        if (interval <= 0 || points < 2) {
            interval = passed;
        }
        double ratio = passed / interval;
        if (ratio > GAP_INTERVALS) {
            int length = (int) Math.min(SETTLE_POINTS / 3, ratio / 2);
            if (length > settle) {
                settle = (short) length;
                settleLength = (short) length;
            }
        }
        double clipped = Math.min(GAP_INTERVALS, ratio);
        interval += (float) (Math.max(.02, 1.0 / (points + 1)) * (clipped - 1) * interval);
        return Math.max(.25, clipped);
    }

    private void restart(double value) {
        double usual = interval > 0 ? SETTLE_MILLIS / interval : SETTLE_POINTS;
        settleLength = (short) Math.max(3, Math.min(SETTLE_POINTS, usual));
        settle = settleLength;
        growth.clear();
        lastValue = value;
        run = 0;
        before1 = 0;
        before2 = 0;
        before3 = 0;
    }

    private void first(SeriesKind kind, double value, long count, long timeMillis) {
        double level = kind.startsAtZero() ? 0 : value;
        levelPlain = level;
        anchor = level;
        running = level;
        lastValue = level;
        meanCount = count;
        seasonStart = timeMillis;
        points = kind.startsAtZero() ? 0 : 1;
    }

    private double phase(long timeMillis) {
        return Math.floorMod(timeMillis, seasonMillis) / (double) seasonMillis;
    }

    private void judge(
            SeriesKind kind,
            double value,
            double expected,
            double used,
            long count,
            double seconds,
            double ratio,
            Residual out) {
        double widening = widening();
        double floor = Floors.of(kind, value, expected, count, seconds);
        double scale = Math.max(fastScale(kind, expected) * widening, floor);
        double error = value - expected;
        double z = clip(error / scale);

        running += Math.min(.5, SLOW_GAIN * ratio) * (expected - used + clip(error, SLOW_REACH * scale) - running);
        double gathered = Math.min(points + 1, 19) * Math.max(1, meanCount);
        double slowFloor = Math.max(
                .5 * plainFloor(kind, anchor),
                Floors.of(kind, running, anchor, gathered, Math.min(19, points + 1) * seconds));
        if (kind.measure() == Measure.RATIO || kind.measure() == Measure.EVENTS) {
            slowFloor = Floors.of(kind, running, anchor, gathered, Math.min(19, points + 1) * seconds);
        }
        double slow = clip((running - anchor) / Math.max(slowScale(scale) * widening, slowFloor));
        double jump = clip(away(value - lastValue, error) / Math.max(TO_SIGMA * step * widening, 1.4 * floor));

        out.judgement = settle > 0 ? Judgement.SETTLING : points < COLD_POINTS ? Judgement.COLD : Judgement.SCORED;
        out.value = value;
        out.expected = expected;
        out.scale = scale;
        out.signed = z;
        out.fast = oriented(kind, z);
        out.slow = oriented(kind, slow);
        out.fastTail = out.fast * TAIL_LEAST / tail;
        out.jump = oriented(kind, jump);
        out.sustained = sustained(out.fast);
        out.growth = 0;
        out.growthShare = 0;
        out.relative =
                oriented(kind, clip(error / Math.max(Math.abs(expected), plainFloor(kind, expected) + 1e-12), 10));
        run = out.fast > 3 || out.slow > 3 ? (byte) Math.min(120, run + 1) : 0;
        out.run = run;
        band(kind, scale, expected, out);
    }

    /** The part of a step that leads away from what is expected. */
    private static double away(double moved, double error) {
        return moved * error > 0 ? Math.copySign(Math.min(Math.abs(moved), Math.abs(error)), error) : 0;
    }

    /** The third greatest of the last four fast z. */
    private double sustained(double fast) {
        short now = (short) Math.round(Math.log1p(fast) * COMPRESSION);
        int low = Math.min(Math.min(now, before1), Math.min(before2, before3));
        int second = now + before1 + before2 + before3 - low - highest(now) - middle(now);
        before3 = before2;
        before2 = before1;
        before1 = now;
        return Math.expm1(second / COMPRESSION);
    }

    private int highest(int now) {
        return Math.max(Math.max(now, before1), Math.max(before2, before3));
    }

    /** The second greatest of the last four. */
    private int middle(int now) {
        int first = Math.max(now, before1);
        int firstLow = Math.min(now, before1);
        int second = Math.max(before2, before3);
        int secondLow = Math.min(before2, before3);
        return first >= second ? Math.max(firstLow, second) : Math.max(secondLow, first);
    }

    private void band(SeriesKind kind, double scale, double expected, Residual out) {
        double half = BAND * scale;
        boolean positive = kind.measure() != Measure.AMOUNT && expected >= 0;
        out.lower = positive ? Math.max(0, expected - half) : expected - half;
        out.upper = kind.measure() == Measure.RATIO ? Math.min(1, expected + half) : expected + half;
    }

    private static double plainFloor(SeriesKind kind, double expected) {
        return Math.max(kind.absoluteFloor(), kind.relativeFloor() * Math.abs(expected));
    }

    /** Wider bands while little is known or things settle: from 3 down to 1. */
    private double widening() {
        double cold = points < COLD_POINTS ? 2.0 * (COLD_POINTS - points) / COLD_POINTS : 0;
        double settling = settle > 0 ? 2.0 * settle / settleLength : 0;
        return 1 + Math.max(cold, settling);
    }

    private double fastScale(SeriesKind kind, double expected) {
        double own = TO_SIGMA * fastDeviation;
        if (points >= COLD_POINTS) {
            return own;
        }
        double prior = kind.priorSpread() * Math.abs(expected);
        return (points * own + PRIOR_POINTS * prior) / (points + PRIOR_POINTS);
    }

    /** At least what the running mean of independent points would have; more while it was seen for a short time only. */
    private double slowScale(double fastScale) {
        double seen = Math.max(0, points - YOUNG);
        double own = TO_SIGMA * slowDeviation;
        return Math.max(.23 * fastScale, (seen * own + 32 * .5 * fastScale) / (seen + 32));
    }

    private boolean freeze(boolean frozen) {
        frozenPoints = frozen ? (short) Math.min(FROZEN_POINTS + 1, frozenPoints + 1) : 0;
        return frozen && frozenPoints <= FROZEN_POINTS;
    }

    private void learn(
            SeriesKind kind,
            double value,
            double expected,
            double recurring,
            double used,
            boolean known,
            double phase,
            long count,
            double ratio,
            double rate,
            Residual out) {
        boolean young = points < YOUNG;
        double scale = out.scale;
        int weight = points + (kind.startsAtZero() ? PRIOR_POINTS : 0) + 1;
        double fresh = settle > 0 ? 1.0 / (settleLength - settle + 1) : 0;
        double gain = rate * Math.max(fresh, Math.min(.5, Math.max(1.0 / weight, LEVEL_GAIN * ratio)));
        double reach = young || settle > 0 ? Double.MAX_VALUE : 3 * scale;

        double plainError = value - levelPlain;
        double seasonalError = value - recurring - levelSeasonal;
        levelPlain += gain * clip(plainError, reach);
        if (known) {
            compare(plainError, seasonalError, recurring, scale, rate);
            levelSeasonal += gain * clip(seasonalError, reach);
        } else {
            levelSeasonal = levelPlain;
        }

        double error = Math.abs(value - expected);
        if (settle == 0) {
            double fastGain = rate * Math.max(FAST_SCALE_GAIN, 1.0 / (points + 1));
            fastDeviation += (float) (fastGain * (Math.min(error, young ? error : 5 * scale) - fastDeviation));
            double moved = Math.abs(value - lastValue);
            double usual = TO_SIGMA * step;
            step += (float) (fastGain * (Math.min(moved, young ? moved : 5 * Math.max(usual, scale)) - step));
            learnSlow(rate, scale, young);
            learnTail(rate, out);
        }
        learnAnchor(value - used, scale, Math.max(fresh, 1.0 / weight), ratio, rate);
        learnSeason(value, phase, scale, rate);
        meanCount += (float) (.1 * (count - meanCount));
        lastValue = value;
        if (points < Integer.MAX_VALUE) {
            points++;
        }
        if (settle > 0) {
            settle--;
        }
    }

    private void learnSlow(double rate, double scale, boolean young) {
        if (!young) {
            double off = Math.abs(running - anchor);
            double most = 3 * Math.max(TO_SIGMA * slowDeviation, .5 * scale);
            double gain = rate * Math.max(SLOW_SCALE_GAIN, 1.0 / (points - YOUNG + 1));
            slowDeviation += (float) (gain * (Math.min(off, most) - slowDeviation));
        }
    }

    /** Moves the tail estimate towards the 99 % quantile of the series' own fast z. */
    private void learnTail(double rate, Residual out) {
        if (points >= COLD_POINTS) {
            double step = rate * (out.fast > tail ? .0495 : -.0005);
            tail = (float) Math.max(TAIL_LEAST, Math.min(TAIL_MOST, tail * (1 + step)));
        }
    }

    private void learnAnchor(double value, double scale, double fresh, double ratio, double rate) {
        double season = interval > 0 ? seasonMillis / interval : ANCHOR_POINTS;
        double gain = Math.max(fresh, ratio / Math.max(ANCHOR_POINTS, Math.min(season, 10 * ANCHOR_POINTS)));
        double reach = points < YOUNG || settle > 0 ? Double.MAX_VALUE : 3 * scale;
        anchor += rate * Math.min(1, gain) * clip(value - anchor, reach);
        if (settle > 0) {
            running += fresh * (value - running);
        }
    }

    private void learnSeason(double value, double phase, double scale, double rate) {
        if (points == YOUNG && interval > 0) {
            season.start(seasonMillis / interval);
            seasonStart = lastTime;
        }
        if (season.bins.length > 0 && settle == 0) {
            season.learn(phase, value - anchor, 5 * scale, rate);
        }
    }

    /** Uses the season where it predicts better than the level alone, and no longer where it does not. */
    private void compare(double plainError, double seasonalError, double recurring, double scale, double rate) {
        double gain = rate * Math.max(SHADOW_GAIN, 1.0 / (shadowPoints + 1));
        shadowPlain += (float) (gain * (Math.min(Math.abs(plainError), 5 * scale) - shadowPlain));
        shadowSeasonal += (float) (gain * (Math.min(Math.abs(seasonalError), 5 * scale) - shadowSeasonal));
        if (shadowPoints < 64) {
            shadowPoints++;
            return;
        }
        boolean better = shadowSeasonal < (seasonal ? 1.05 : .9) * shadowPlain;
        if (better != seasonal) {
            seasonal = better;
            double change = better ? shadowSeasonal / shadowPlain : shadowPlain / shadowSeasonal;
            fastDeviation *= (float) Math.max(.2, Math.min(5, change));
            running += better ? -recurring : recurring;
        }
    }

    private static double oriented(SeriesKind kind, double z) {
        return z >= 0 ? z : -z * kind.fallWeight();
    }

    private static double clip(double z) {
        return clip(z, MAX_Z);
    }

    private static double clip(double z, double most) {
        return Math.max(-most, Math.min(most, z));
    }
}
