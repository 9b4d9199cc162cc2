package dev.watchkeeper.jobs.detection.alert;

import dev.watchkeeper.jobs.detection.config.Thresholds;
import dev.watchkeeper.jobs.detection.entity.EntityWindow;
import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.jobs.detection.evidence.EvidenceKind;
import dev.watchkeeper.models.contract.AlertRule;
import dev.watchkeeper.models.contract.Calibration;
import dev.watchkeeper.models.scoring.Hysteresis;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Contribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From windows to alerts. Two voices have to agree: the model finds the window odd, and evidence says what matters.
 *
 * <pre>
 * state   window                                                              next
 * ------- ------------------------------------------------------------------- -------
 * quiet   a kind of evidence was strong in n of the last n+1 windows (n by     open
 *         kind, see EvidenceKind; once for overwhelming failures) and the
 *         model agreed in one of the last four
 * quiet   the entity is absent                                                 open
 * open    any evidence of a kind that opens, of the strength that keeps        open
 * open    nothing for the quiet time                                           quiet
 * </pre>
 *
 * <p>While an entity settles (young, or its process has just started) only errors and silence count.
 */
public final class Alerts {

    private static final int MOST_HELD = 24;
    private static final int BITS = 0xff;
    /** The model may agree some windows before: evidence is gathered over more than one. */
    private static final int AGREED_WITHIN = 0xf;

    private final Thresholds thresholds;
    private final AlertRule rule;
    private final Calibration calibration;
    private final String model;

    /**
     * Alerts by these thresholds.
     *
     * @param rule the entity model's
     * @param calibration the entity model's
     * @param model its {@code name@version}
     */
    public Alerts(Thresholds thresholds, AlertRule rule, Calibration calibration, String model) {
        this.thresholds = thresholds;
        this.rule = rule;
        this.calibration = calibration;
        this.model = model;
    }

    /**
     * What follows from a window.
     *
     * @param memory to keep until the next one
     * @param news for correlation, where there is any
     * @param score 0 to 1, of this window alone
     * @param heldScore 0 to 1, held
     */
    public record Outcome(
            AlertMemory memory,
            @Nullable EntityNews news,
            boolean alerting,
            double score,
            double heldScore,
            double pValue,
            List<Contribution> contributions) {}

    /**
     * Takes the next window.
     *
     * @param contributions computed only if an alert is open after this window
     */
    public Outcome step(AlertMemory memory, JudgedWindow judged, Supplier<List<Contribution>> contributions) {
        EntityWindow window = judged.window();
        double margin = judged.margin();
        double pValue = calibration.pValue(margin);
        double held = Hysteresis.held(rule, memory.held(), margin);
        int recent = Hysteresis.recent(rule, memory.recent(), margin);
        boolean modelAlerts = Hysteresis.alerting(rule, memory.modelAlerts(), held, recent);
        int agrees = calibration.surprise(margin) >= thresholds.agreeSurprise() ? 1 : 0;
        int agreed = (memory.agreed() << 1 | agrees) & AGREED_WITHIN;
        Map<String, Integer> seen = seen(memory, window);

        AlertMemory.@Nullable Open open = memory.open();
        boolean odd = window.absent() || keeps(window);
        if (open == null && opens(window, seen, modelAlerts || agreed != 0)) {
            String id = Ids.hash(EntityKeys.key(window.entity()), Long.toString(window.timeMillis()));
            open = new AlertMemory.Open(
                    id, window.timeMillis(), window.timeMillis(), margin, pValue, window.absent(), List.of(), Map.of());
        }
        List<Contribution> explained = open == null ? List.of() : contributions.get();
        @Nullable AlertState state = null;
        if (open != null) {
            open = updated(open, window, margin, pValue, odd, explained);
            boolean closes = window.last() || window.timeMillis() - open.lastOddMillis() >= thresholds.quietMillis();
            state = state(open, window, closes);
            open = closes ? null : open;
        }
        List<String> callees = callees(window.calls());
        boolean told = state != null
                || (!window.calls().isEmpty()
                        && (!callees.equals(memory.callees())
                                || window.timeMillis() - memory.toldMillis() >= thresholds.edgeMillis() / 4));
        AlertMemory next = new AlertMemory(
                held,
                recent,
                modelAlerts,
                agreed,
                seen,
                open,
                told && !callees.isEmpty() ? callees : memory.callees(),
                told ? window.timeMillis() : memory.toldMillis());
        return new Outcome(
                next,
                told ? new EntityNews(window.entity(), window.timeMillis(), state, window.calls()) : null,
                open != null,
                rule.score(margin),
                open != null ? 1 : Hysteresis.heldScore(held) * 0.99,
                pValue,
                explained);
    }

    private boolean counts(EntityWindow window, Evidence evidence) {
        return switch (evidence.kind()) {
            case OWN_ERRORS, ERRORS, DATABASE_ERRORS, CALL_ERRORS, CALL_UNANSWERED, SILENCE, INSTANCE_SILENCE -> true;
            default -> !window.settling();
        };
    }

    private Map<String, Integer> seen(AlertMemory memory, EntityWindow window) {
        Map<String, Integer> seen = new HashMap<>();
        memory.seen().forEach((kind, bits) -> {
            int shifted = bits << 1 & BITS;
            if (shifted != 0) {
                seen.put(kind, shifted);
            }
        });
        for (Evidence evidence : window.evidence()) {
            if (strong(evidence) && counts(window, evidence)) {
                seen.merge(evidence.kind().name(), 1, (bits, bit) -> bits | bit);
            }
        }
        return seen;
    }

    private boolean strong(Evidence evidence) {
        boolean failures = evidence.kind().group().equals("errors");
        return evidence.strength() >= (failures ? thresholds.openFailures() : thresholds.openStrength());
    }

    private boolean opens(EntityWindow window, Map<String, Integer> seen, boolean modelAgrees) {
        if (window.absent()) {
            return true;
        }
        return modelAgrees
                && window.evidence().stream()
                        .filter(evidence -> evidence.kind().opens() && counts(window, evidence))
                        .anyMatch(evidence -> lasted(evidence.kind(), seen) || overwhelming(evidence));
    }

    private static boolean lasted(EvidenceKind kind, Map<String, Integer> seen) {
        int windows = kind.opensAfterWindows();
        int lookBack = (1 << Math.min(8, windows + 1)) - 1;
        return Integer.bitCount(seen.getOrDefault(kind.name(), 0) & lookBack) >= windows;
    }

    private boolean overwhelming(Evidence evidence) {
        return evidence.kind().group().equals("errors")
                && evidence.strength() >= thresholds.strongStrength()
                && evidence.value() >= thresholds.strongShare();
    }

    private boolean keeps(EntityWindow window) {
        return window.evidence().stream()
                .anyMatch(evidence -> evidence.kind().opens()
                        && counts(window, evidence)
                        && evidence.strength() >= thresholds.keepStrength());
    }

    private AlertMemory.Open updated(
            AlertMemory.Open open,
            EntityWindow window,
            double margin,
            double pValue,
            boolean odd,
            List<Contribution> explained) {
        boolean peak = open.contributions().isEmpty() || margin > open.margin();
        return new AlertMemory.Open(
                open.id(),
                open.openedAtMillis(),
                odd ? window.timeMillis() : open.lastOddMillis(),
                Math.max(open.margin(), margin),
                Math.min(open.pValue(), pValue),
                open.absent() || window.absent(),
                peak && !explained.isEmpty() ? explained : open.contributions(),
                held(open.evidence(), window));
    }

    private Map<String, AlertMemory.Held> held(Map<String, AlertMemory.Held> before, EntityWindow window) {
        Map<String, AlertMemory.Held> held = new HashMap<>();
        before.forEach((key, known) -> {
            if (window.timeMillis() - known.lastMillis() <= thresholds.quietMillis()) {
                held.put(key, known);
            }
        });
        for (Evidence evidence : window.evidence()) {
            String key = evidence.kind() + "|" + evidence.series();
            AlertMemory.@Nullable Held known = held.get(key);
            boolean stronger =
                    known == null || evidence.weight() >= known.evidence().weight();
            Evidence kept = stronger || known == null ? since(evidence, known) : known.evidence();
            held.put(key, new AlertMemory.Held(kept, window.timeMillis()));
        }
        while (held.size() > MOST_HELD) {
            held.entrySet().stream()
                    .min(Comparator.comparingDouble(
                            entry -> entry.getValue().evidence().weight()))
                    .ifPresent(weakest -> held.remove(weakest.getKey()));
        }
        return held;
    }

    private static Evidence since(Evidence evidence, AlertMemory.@Nullable Held known) {
        return known == null ? evidence : evidence.since(known.evidence().sinceMillis());
    }

    /** What is not seen any more counts less with time, to nothing at the end of the quiet time. */
    private Evidence faded(AlertMemory.Held held, long nowMillis) {
        double share = 1 - (nowMillis - held.lastMillis()) / (double) (thresholds.quietMillis() + 1);
        return held.evidence().faded(Math.max(0.05, share));
    }

    private AlertState state(AlertMemory.Open open, EntityWindow window, boolean closed) {
        List<Evidence> evidence = new ArrayList<>(open.evidence().values().stream()
                .map(kept -> faded(kept, window.timeMillis()))
                .toList());
        evidence.sort(Comparator.comparingDouble(Evidence::weight)
                .reversed()
                .thenComparing(found -> String.valueOf(found.series())));
        return new AlertState(
                open.id(),
                window.entity(),
                open.openedAtMillis(),
                window.timeMillis(),
                open.lastOddMillis(),
                closed,
                open.margin(),
                open.pValue(),
                open.absent(),
                model,
                open.contributions(),
                List.copyOf(evidence),
                window.requestRate(),
                window.expectedRate(),
                window.failureRate(),
                window.traceIds(),
                window.version(),
                window.versionSinceMillis(),
                window.newTemplates());
    }

    private static List<String> callees(List<Call> calls) {
        return calls.stream()
                .map(call -> EntityKeys.key(call.getCallee()))
                .sorted()
                .toList();
    }
}
