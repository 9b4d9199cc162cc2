package dev.watchkeeper.jobs.detection.evidence;

import dev.watchkeeper.jobs.detection.config.Thresholds;
import java.util.List;
import java.util.Optional;

/**
 * Reads a series' newest points: is it odd, and does it matter? Both are asked: a change that nobody would feel is no
 * evidence, however improbable it is, and neither is one that chance brings every hour.
 *
 * <p>Strength:
 * <ul>
 *   <li>shares (errors): failures k of n over 10 to 60 s against the expected share p (at least
 *       {@link Thresholds#errorPrior()}); the log likelihood ratio is n·KL(k/n ‖ p) and the strength √(2·LLR). The
 *       span of time with the largest one counts.
 *   <li>traffic: the same with the Poisson likelihood, over 60 s.
 *   <li>everything else: the second largest residual of the last three points (one outlier is no evidence), against a
 *       scale of at least a quarter of the expected value and an absolute floor.
 *   <li>durations: at most what the number of slow requests allows; slow are at least half of those under an odd
 *       median, one of those under an odd p99.
 * </ul>
 *
 * <p>Source of the formulas: slow shares judged by N·KL, floors of scales by unit; see RATIONALE.
 */
public final class Judge {

    private static final double RELATIVE_SCALE = 0.25;
    private static final double MOST_STRENGTH = 40;
    private static final int LOOK_BACK = 3;
    /** Share of requests that are slow by chance where few are seen: a collection, the machine's other work. */
    private static final double SLOW_SHARE = 0.03;
    /** Observations in a point from which on its quantiles are quantiles. */
    private static final double MANY = 200;
    /** Observations that a share is read from. */
    private static final double FEW = 6;
    /** Share of the strongest span's failures that the newest window must still have. */
    private static final double STILL = 0.35;

    private final Thresholds thresholds;

    /** Judges by these thresholds. */
    public Judge(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** What the track says at the end of a window; empty if nothing. */
    public Optional<Evidence> at(SeriesTrack track, long untilMillis) {
        Optional<EvidenceKind> kind = EvidenceKind.of(track.series());
        List<JudgedPoint> points = track.between(untilMillis - thresholds.horizonMillis(), untilMillis);
        if (kind.isEmpty()
                || points.isEmpty()
                || points.get(points.size() - 1).timeMillis() <= untilMillis - thresholds.newestPointMillis()) {
            return Optional.empty();
        }
        return switch (kind.get()) {
            case OWN_ERRORS, ERRORS, DATABASE_ERRORS, CALL_ERRORS, CALL_UNANSWERED ->
                failures(kind.get(), track.series(), points, untilMillis);
            case TRAFFIC -> traffic(track.series(), points, untilMillis);
            case SELF_TIME, LATENCY, DATABASE_TIME, CALL_TIME ->
                level(
                        kind.get(),
                        track.series(),
                        points,
                        new Floor(thresholds.latencyFloorSeconds(), thresholds.latencyRatio(), 0.002, 10));
            case CPU, HOST_CPU ->
                level(kind.get(), track.series(), points, new Floor(thresholds.cpuFloor(), 1.3, 0.02, 5));
            case MEMORY -> memory(track.series(), points);
            case GC -> level(kind.get(), track.series(), points, new Floor(thresholds.gcFloor(), 2, 0.005, 20));
            case LOGS ->
                level(
                        kind.get(),
                        track.series(),
                        points,
                        new Floor(thresholds.logFloor(), thresholds.logRatio(), 0.2, 30));
            case THREADS -> level(kind.get(), track.series(), points, new Floor(5, 1.5, 1, 4));
            case POOLS -> level(kind.get(), track.series(), points, new Floor(2, 1.5, 0.5, 6));
            case OTHER -> level(kind.get(), track.series(), points, new Floor(0, 2, 0, 10));
            case SILENCE, INSTANCE_SILENCE -> Optional.empty();
        };
    }

    /**
     * What has to be exceeded.
     *
     * @param excess least excess over the expected value, in the series' unit
     * @param ratio least ratio to the expected value
     * @param scale least scale, in the series' unit
     * @param worst ratio to the expected value at which the effect is nearly full
     */
    private record Floor(double excess, double ratio, double scale, double worst) {}

    private Optional<Evidence> level(EvidenceKind kind, SeriesIdentity series, List<JudgedPoint> points, Floor floor) {
        List<JudgedPoint> last = points.subList(Math.max(0, points.size() - LOOK_BACK), points.size());
        double largest = 0;
        double second = 0;
        JudgedPoint shown = null;
        long since = 0;
        for (JudgedPoint point : last) {
            double strength = odd(point, floor) ? strength(point, floor) : 0;
            if (strength > 0 && since == 0) {
                since = point.timeMillis();
            }
            if (strength > largest) {
                second = largest;
                largest = strength;
            } else if (strength > second) {
                second = strength;
            }
            if (strength > 0) {
                shown = point; // the newest odd one
            }
        }
        if (second <= 0 || shown == null) {
            return Optional.empty();
        }
        double strength = isDuration(kind) ? Math.min(second, slowShare(series, points, floor)) : second;
        if (strength <= 0) {
            return Optional.empty();
        }
        double ratio = shown.value() / Math.max(shown.expected(), floor.excess() / floor.worst() + 1e-12);
        double effect = Math.min(1, Math.log(Math.max(1, ratio)) / Math.log(floor.worst()));
        if (kind == EvidenceKind.CPU) {
            effect = Math.min(1, (shown.value() - shown.expected()) / (5 * thresholds.cpuFloor()));
        }
        return Optional.of(evidence(kind, series, strength, effect, shown.value(), shown.expected(), since, last));
    }

    private static boolean isDuration(EvidenceKind kind) {
        return switch (kind) {
            case SELF_TIME, LATENCY, DATABASE_TIME, CALL_TIME -> true;
            default -> false;
        };
    }

    /**
     * How improbable so many slow requests are, as √(2·N·KL). A quantile tells only the least number of slow ones under
     * it: half of them for a median, one where few requests make it the maximum.
     */
    private static double slowShare(SeriesIdentity series, List<JudgedPoint> points, Floor floor) {
        double above = switch (series.statistic()) {
            case "p50" -> 0.5;
            case "p99", "max" -> 0.01;
            case "mean" -> 0.1;
            default -> 0.05;
        };
        double best = 0;
        double slow = 0;
        double all = 0;
        for (int i = points.size() - 1; i >= 0; i--) {
            JudgedPoint point = points.get(i);
            if (point.count() <= 0) {
                return MOST_STRENGTH; // nothing is known of its observations
            }
            all += point.count();
            slow += odd(point, floor) ? Math.max(1, above * point.count()) : 0;
            double usual = point.count() >= MANY ? Math.min(SLOW_SHARE, 0.6 * above) : SLOW_SHARE;
            if (slow / all > usual) {
                best = Math.max(best, Math.sqrt(2 * all * divergence(slow / all, usual)));
            }
        }
        return best;
    }

    /**
     * Memory fills slowly and its level follows: what counts is the growth within 15 minutes or the excess over the
     * level, whichever is larger, in all of the last three points.
     */
    private Optional<Evidence> memory(SeriesIdentity series, List<JudgedPoint> points) {
        if (points.size() < LOOK_BACK) {
            return Optional.empty();
        }
        List<JudgedPoint> last = points.subList(points.size() - LOOK_BACK, points.size());
        double least = MOST_STRENGTH;
        for (JudgedPoint point : last) {
            double before = Math.min(point.expected(), point.value() / (1 + Math.max(0, point.growthShare())));
            double grown = point.value() - before;
            boolean matters =
                    grown >= thresholds.memoryFloorBytes() && grown >= thresholds.memoryGrowth() * Math.max(before, 1);
            double scale = Math.max(Math.max(point.scale(), 0.06 * Math.abs(before)), 1);
            least = matters ? Math.min(least, grown / scale) : 0;
        }
        if (least <= 0) {
            return Optional.empty();
        }
        JudgedPoint newest = points.get(points.size() - 1);
        double before = Math.min(newest.expected(), newest.value() / (1 + Math.max(0, newest.growthShare())));
        double share = newest.value() / Math.max(before, 1) - 1;
        Evidence found = evidence(
                EvidenceKind.MEMORY,
                series,
                least,
                Math.min(1, share),
                newest.value(),
                before,
                last.get(0).timeMillis(),
                last);
        boolean grew = newest.growthShare() >= thresholds.memoryGrowth();
        String sentence = grew
                ? Sentences.growth(series, newest.growthShare(), 15, newest.scale() / Math.max(before, 1))
                : found.sentence();
        return Optional.of(found.said(sentence));
    }

    /** Only what rises matters: faster, fewer, less is no fault of these kinds. */
    private static boolean odd(JudgedPoint point, Floor floor) {
        double excess = point.value() - point.expected();
        return excess >= floor.excess() && point.value() >= floor.ratio() * point.expected();
    }

    private static double strength(JudgedPoint point, Floor floor) {
        double scale = Math.max(
                Math.max(point.scale(), RELATIVE_SCALE * Math.abs(point.expected())), Math.max(floor.scale(), 1e-12));
        return Math.min(MOST_STRENGTH, (point.value() - point.expected()) / scale);
    }

    private Optional<Evidence> failures(
            EvidenceKind kind, SeriesIdentity series, List<JudgedPoint> points, long untilMillis) {
        double best = 0;
        double bestShare = 0;
        double bestPrior = 0;
        double failed = 0;
        double all = 0;
        // What is expected rises as the failures are learned: the least of the horizon is what was usual before.
        double expected = points.stream()
                .mapToDouble(point -> Math.max(0, point.expected()))
                .min()
                .orElse(0);
        for (int i = points.size() - 1; i >= 0; i--) {
            JudgedPoint point = points.get(i);
            double count = Math.max(1, point.count());
            all += count;
            failed += count * point.value();
            double share = failed / all;
            double prior = Math.min(0.95, Math.max(thresholds.errorPrior(), expected));
            double ratio = share > prior ? all * divergence(share, prior) : 0;
            if (failed >= 2.5 && share - expected >= thresholds.errorFloor() && ratio > best) {
                best = ratio;
                bestShare = share;
                bestPrior = expected;
            }
        }
        if (best <= 0 || !goesOn(points, bestShare)) {
            return Optional.empty();
        }
        double floor = bestPrior + thresholds.errorFloor();
        long since = points.stream()
                .filter(point -> point.value() >= floor)
                .mapToLong(JudgedPoint::timeMillis)
                .findFirst()
                .orElse(untilMillis);
        return Optional.of(evidence(
                kind,
                series,
                Math.min(MOST_STRENGTH, Math.sqrt(2 * best)),
                Math.min(1, (bestShare - bestPrior) / 0.6),
                bestShare,
                bestPrior,
                since,
                points));
    }

    /** Whether it still fails in the newest window, or the newest two where few observations lie under one. */
    private boolean goesOn(List<JudgedPoint> points, double share) {
        double all = 0;
        double failed = 0;
        for (int i = points.size() - 1; i >= 0 && all < FEW; i--) {
            all += Math.max(1, points.get(i).count());
            failed += Math.max(1, points.get(i).count()) * points.get(i).value();
        }
        return failed / all >= Math.max(thresholds.errorFloor(), STILL * share);
    }

    /** Kullback–Leibler divergence of two coins, in nats. */
    private static double divergence(double seen, double expected) {
        double hit = seen <= 0 ? 0 : seen * Math.log(seen / expected);
        double miss = seen >= 1 ? 0 : (1 - seen) * Math.log((1 - seen) / (1 - expected));
        return hit + miss;
    }

    private Optional<Evidence> traffic(SeriesIdentity series, List<JudgedPoint> points, long untilMillis) {
        double seen = 0;
        double expected = 0;
        for (JudgedPoint point : points) {
            seen += point.value();
            expected += Math.max(0, point.expected());
        }
        seen /= points.size();
        expected /= points.size();
        boolean drop = seen <= thresholds.trafficDrop() * expected;
        boolean rise = seen >= thresholds.trafficRise() * Math.max(expected, 0.1);
        if (points.size() < LOOK_BACK || !(drop || rise)) {
            return Optional.empty();
        }
        double seconds = thresholds.horizonMillis() / 1e3;
        double observed = seen * seconds;
        double usual = Math.max(expected, 0.01) * seconds;
        double ratio = (observed <= 0 ? 0 : observed * Math.log(observed / usual)) - (observed - usual);
        double effect =
                drop ? 1 - seen / expected : Math.min(1, Math.log(seen / Math.max(expected, 0.1)) / Math.log(10));
        JudgedPoint first = points.get(0);
        return Optional.of(evidence(
                EvidenceKind.TRAFFIC,
                series,
                Math.min(MOST_STRENGTH, Math.sqrt(2 * Math.max(0, ratio))),
                effect,
                seen,
                expected,
                Math.min(first.timeMillis(), untilMillis),
                points));
    }

    private static Evidence evidence(
            EvidenceKind kind,
            SeriesIdentity series,
            double strength,
            double effect,
            double value,
            double expected,
            long since,
            List<JudgedPoint> points) {
        List<String> traces = points.stream()
                .sorted((a, b) -> Double.compare(b.value(), a.value()))
                .flatMap(point -> point.traceIds().stream())
                .distinct()
                .limit(4)
                .toList();
        return new Evidence(
                kind,
                series.series(),
                series.entity(),
                series.callee(),
                strength,
                Math.max(0, effect),
                value,
                expected,
                series.unit(),
                since,
                Sentences.of(series, kind, expected, value),
                traces);
    }
}
