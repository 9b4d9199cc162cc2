package dev.watchkeeper.jobs.detection.incident;

import dev.watchkeeper.jobs.detection.alert.AlertState;
import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.jobs.detection.evidence.EvidenceKind;
import dev.watchkeeper.jobs.detection.evidence.EvidenceKind.Side;
import dev.watchkeeper.jobs.detection.incident.RankedCause.Blame;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ranks who began it. Each kind of evidence has a side (see {@link EvidenceKind}); w is its {@link Evidence#weight()},
 * and within an entity only the strongest of each contribution group and side counts:
 *
 * <pre>
 * own(X)       Σ w of X's own evidence; time of its own × .4 where another one burns the shared processor
 * blame(X→Y)   the strongest w of X's failing calls to Y + of X's slow calls to Y; slow calls are discounted by
 *              own(X)'s processor, memory and collections: who stands still himself sees everyone slow
 * in(Y)        Σ over X of blame(X→Y); Y passes the part blame(Y→·) / (blame(Y→·) + own(Y)) of it on
 * explained(X) Σ w of what a callee explains; × .1 where X blames one with at least half of that weight
 * traffic(X)   w; × 0 where a caller of X is a candidate with something of its own: X is its victim
 * score(X)     own + explained + traffic + .8 · (in − passed on)
 * </pre>
 *
 * Ties go to the earlier onset, then to the key.
 */
final class CauseRanking {

    private static final double NEIGHBOUR_ON_THE_MACHINE = 0.4;
    private static final double STRONG_RESOURCE = 3;
    private static final double EXPLAINED = 0.1;
    private static final double BLAME_SHARE = 0.8;
    private static final int DEPTH = 4;

    private CauseRanking() {}

    /** All candidates, likeliest first. */
    static List<RankedCause> of(Collection<AlertState> alerts, Topology topology) {
        Map<String, AlertState> members = new TreeMap<>();
        for (AlertState alert : alerts) {
            members.put(EntityKeys.key(alert.entity()), alert);
        }
        Map<String, Entity> candidates = new TreeMap<>();
        members.forEach((key, alert) -> candidates.put(key, alert.entity()));
        Map<String, List<Blame>> blames = new HashMap<>();
        members.forEach((key, alert) -> {
            List<Blame> out = blames(alert);
            blames.put(key, out);
            out.forEach(blame -> candidates.putIfAbsent(EntityKeys.key(blame.callee()), blame.callee()));
        });
        Map<String, Double> received = received(members, blames);
        List<RankedCause> ranked = new ArrayList<>();
        candidates.forEach((key, entity) -> ranked.add(candidate(key, entity, members, blames, received, topology)));
        ranked.sort(Comparator.comparingDouble(RankedCause::score)
                .reversed()
                .thenComparingLong(RankedCause::onsetMillis)
                .thenComparing(RankedCause::key));
        return ranked;
    }

    private static RankedCause candidate(
            String key,
            Entity entity,
            Map<String, AlertState> members,
            Map<String, List<Blame>> blames,
            Map<String, Double> received,
            Topology topology) {
        @Nullable AlertState alert = members.get(key);
        List<Blame> passedOn = blames.getOrDefault(key, List.of());
        List<Blame> blamed = blames.values().stream()
                .flatMap(List::stream)
                .filter(blame -> EntityKeys.key(blame.callee()).equals(key))
                .sorted(Comparator.comparingDouble(Blame::weight).reversed())
                .toList();
        double score = BLAME_SHARE * received.getOrDefault(key, 0.0);
        List<Evidence> own = new ArrayList<>();
        if (alert != null) {
            double out = passedOn.stream().mapToDouble(Blame::weight).sum();
            boolean neighbour = burnsElsewhere(key, members);
            double explained = sum(alert, Side.EXPLAINED_BY_CALLEE);
            boolean isExplained = out > 0 && out >= 0.5 * explained;
            boolean victim = callerIsOdd(key, members, topology);
            score += own(alert, neighbour)
                    + explained * (isExplained ? EXPLAINED : 1)
                    + (victim ? 0 : sum(alert, Side.EXPLAINED_BY_CALLER));
            for (Evidence evidence : alert.evidence()) {
                Side side = evidence.kind().side();
                if (side == Side.OWN
                        || (side == Side.EXPLAINED_BY_CALLEE && !isExplained)
                        || (side == Side.EXPLAINED_BY_CALLER && !victim)) {
                    own.add(evidence);
                }
            }
        }
        long onset = onset(alert, blamed);
        return new RankedCause(key, entity, alert, score, own, blamed, passedOn, onset);
    }

    private static long onset(@Nullable AlertState alert, List<Blame> blamed) {
        long onset = alert == null ? Long.MAX_VALUE : alert.openedAtMillis();
        if (alert != null) {
            for (Evidence evidence : alert.evidence()) {
                onset = Math.min(onset, evidence.sinceMillis());
            }
        }
        for (Blame blame : blamed) {
            onset = Math.min(onset, blame.evidence().sinceMillis());
        }
        return onset;
    }

    /** The strongest of each group. */
    private static Map<String, Double> groups(AlertState alert, Side side) {
        Map<String, Double> groups = new LinkedHashMap<>();
        for (Evidence evidence : alert.evidence()) {
            if (evidence.kind().side() == side) {
                groups.merge(evidence.kind().group(), evidence.weight(), Math::max);
            }
        }
        return groups;
    }

    private static double sum(AlertState alert, Side side) {
        return groups(alert, side).values().stream().mapToDouble(w -> w).sum();
    }

    private static double own(AlertState alert, boolean neighbour) {
        double own = 0;
        for (Map.Entry<String, Double> group : groups(alert, Side.OWN).entrySet()) {
            own += group.getValue() * (neighbour && group.getKey().equals("latency") ? NEIGHBOUR_ON_THE_MACHINE : 1);
        }
        return own;
    }

    /** What it uses up of itself: processor, memory, collections. */
    private static double resources(AlertState alert) {
        Map<String, Double> groups = groups(alert, Side.OWN);
        return groups.getOrDefault("cpu", 0.0) + groups.getOrDefault("memory", 0.0) + groups.getOrDefault("gc", 0.0);
    }

    /** Whether another member uses up the machine while this one does not: it may only be slow with it. */
    private static boolean burnsElsewhere(String key, Map<String, AlertState> members) {
        @Nullable AlertState own = members.get(key);
        double here = own == null ? 0 : resources(own);
        return members.entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(key)
                        && resources(other.getValue()) >= STRONG_RESOURCE
                        && resources(other.getValue()) > 2 * here);
    }

    private static boolean callerIsOdd(String key, Map<String, AlertState> members, Topology topology) {
        return members.entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(key)
                        && topology.calls(other.getKey(), key)
                        && sum(other.getValue(), Side.OWN) > 0);
    }

    private static List<Blame> blames(AlertState alert) {
        double discount = discount(alert);
        Map<String, Blame> failing = new TreeMap<>();
        Map<String, Blame> slow = new TreeMap<>();
        for (Evidence evidence : alert.evidence()) {
            @Nullable Entity callee = evidence.callee();
            if (evidence.kind().side() == Side.ON_CALLEE && callee != null) {
                boolean time = evidence.kind() == EvidenceKind.CALL_TIME;
                Entity service = EntityKeys.service(callee);
                Blame blame = new Blame(alert.entity(), service, evidence, evidence.weight() * (time ? discount : 1));
                (time ? slow : failing)
                        .merge(EntityKeys.key(service), blame, (a, b) -> a.weight() >= b.weight() ? a : b);
            }
        }
        List<Blame> all = new ArrayList<>(failing.values());
        all.addAll(slow.values());
        return all;
    }

    /** Who stands still himself sees everyone slow. */
    private static double discount(AlertState alert) {
        double resources = resources(alert);
        return 1 / (1 + resources / 2);
    }

    /** Blame that stays with each callee after passing on what it blames others for. */
    private static Map<String, Double> received(Map<String, AlertState> members, Map<String, List<Blame>> blames) {
        Map<String, Double> kept = new HashMap<>();
        Map<String, Double> flowing = new HashMap<>();
        blames.values().stream()
                .flatMap(List::stream)
                .forEach(blame -> flowing.merge(EntityKeys.key(blame.callee()), blame.weight(), Double::sum));
        for (int depth = 0; depth < DEPTH && !flowing.isEmpty(); depth++) {
            Map<String, Double> next = new HashMap<>();
            new TreeMap<>(flowing).forEach((key, amount) -> {
                List<Blame> out = blames.getOrDefault(key, List.of());
                double outSum = out.stream().mapToDouble(Blame::weight).sum();
                @Nullable AlertState alert = members.get(key);
                double own = alert == null ? 0 : sum(alert, Side.OWN);
                double passed = outSum > 0 ? outSum / (outSum + own) : 0;
                kept.merge(key, amount * (1 - passed), Double::sum);
                for (Blame blame : out) {
                    next.merge(EntityKeys.key(blame.callee()), amount * passed * blame.weight() / outSum, Double::sum);
                }
            });
            flowing.clear();
            flowing.putAll(next);
        }
        return kept;
    }
}
