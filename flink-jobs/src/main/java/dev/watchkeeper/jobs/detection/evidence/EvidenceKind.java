package dev.watchkeeper.jobs.detection.evidence;

import dev.watchkeeper.schemas.record.EntityType;
import java.util.Optional;

/**
 * What a series can say about its entity. The kinds differ in whom they speak against:
 *
 * <pre>
 * own        the entity itself: its own failures, its own time, its processor, memory, logs, silence
 * on callee  the service that it calls: blame moves along the call
 * explained  the entity, unless one of its callees is odd or (traffic) one of its callers is
 * </pre>
 */
public enum EvidenceKind {
    /** Entry spans that failed although no call within them did. */
    OWN_ERRORS("errors", Side.OWN, 1.0, 2),
    /** Failed entry spans, whoever failed them. */
    ERRORS("errors", Side.EXPLAINED_BY_CALLEE, 0.6, 2),
    /** Time in the entity itself. */
    SELF_TIME("latency", Side.OWN, 0.8, 2),
    /** Time of entry spans, callees included. */
    LATENCY("latency", Side.EXPLAINED_BY_CALLEE, 0.5, 2),
    /** Time of calls to a database, a queue: those don't alert, so their callers answer for them. */
    DATABASE_TIME("latency", Side.OWN, 1.0, 2),
    /** Failed calls to a database, a queue. */
    DATABASE_ERRORS("errors", Side.OWN, 1.0, 2),
    /** Time that calls to a service took beyond what that service worked on them. */
    CALL_TIME("latency", Side.ON_CALLEE, 0.8, 2),
    /** Failed calls to a service. */
    CALL_ERRORS("errors", Side.ON_CALLEE, 1.0, 2),
    /** Calls to a service that no server span answers. */
    CALL_UNANSWERED("errors", Side.ON_CALLEE, 1.2, 2),
    /** Processor time of the process. */
    CPU("cpu", Side.OWN, 1.1, 2),
    /** Processor time of the machine: shared, so it speaks hardly for anyone. */
    HOST_CPU("cpu", Side.EXPLAINED_BY_CALLEE, 0.1, Integer.MAX_VALUE),
    /** What stays in memory after collection; its evidence is of three points already. */
    MEMORY("memory", Side.OWN, 1.1, 1),
    /** Time that collections take. */
    GC("gc", Side.OWN, 1.0, 2),
    /** Threads; they also pile up behind a slow callee. */
    THREADS("threads", Side.EXPLAINED_BY_CALLEE, 0.4, Integer.MAX_VALUE),
    /** Pools and queues; they also fill behind a slow callee. */
    POOLS("pools", Side.EXPLAINED_BY_CALLEE, 0.5, Integer.MAX_VALUE),
    /** Log lines; warnings and errors are also written about a failing callee. */
    LOGS("logs", Side.EXPLAINED_BY_CALLEE, 0.7, 2),
    /** Requests that don't come, or too many: the victim's sign where its caller is odd. */
    TRAFFIC("traffic", Side.EXPLAINED_BY_CALLER, 0.3, 6),
    /** Nothing at all is received any more. */
    SILENCE("silence", Side.OWN, 1.5, 1),
    /** Some of its instances are silent and the others don't carry their load. */
    INSTANCE_SILENCE("silence", Side.OWN, 1.0, 2),
    /** Whatever else somebody measures. */
    OTHER("other", Side.EXPLAINED_BY_CALLEE, 0.2, Integer.MAX_VALUE);

    /** Whom it speaks against. */
    public enum Side {
        /** The entity itself. */
        OWN,
        /** The service that it calls. */
        ON_CALLEE,
        /** The entity, unless a callee is odd. */
        EXPLAINED_BY_CALLEE,
        /** The entity, unless a caller is odd. */
        EXPLAINED_BY_CALLER
    }

    private final String group;
    private final Side side;
    private final double weight;
    private final int opensAfterWindows;

    EvidenceKind(String group, Side side, double weight, int opensAfterWindows) {
        this.group = group;
        this.side = side;
        this.weight = weight;
        this.opensAfterWindows = opensAfterWindows;
    }

    /** The contribution group's name. */
    public String group() {
        return group;
    }

    /** Whom it speaks against. */
    public Side side() {
        return side;
    }

    /** How much it counts when causes are ranked. */
    public double weight() {
        return weight;
    }

    /** Odd windows in a row after which it may open an alert alone; never where {@link Integer#MAX_VALUE}. */
    public int opensAfterWindows() {
        return opensAfterWindows;
    }

    /** Whether it may open an alert without any other kind. */
    public boolean opens() {
        return opensAfterWindows < Integer.MAX_VALUE;
    }

    /** What the series' points say; empty for series that no cause is read from. */
    public static Optional<EvidenceKind> of(SeriesIdentity series) {
        String metric = series.metric();
        return switch (series.signal()) {
            case ERRORS -> Optional.of(metric.equals("span.errors.self") ? OWN_ERRORS : ERRORS);
            case LATENCY ->
                metric.equals("span.self")
                        ? Optional.of(SELF_TIME)
                        : metric.equals("span.duration") ? Optional.of(LATENCY) : Optional.of(OTHER);
            case CALLS -> call(series);
            case CPU -> Optional.of(metric.contains(".system.") || metric.startsWith("system.") ? HOST_CPU : CPU);
            case MEMORY -> memory(series);
            case GC -> series.statistic().equals("ratio") ? Optional.of(GC) : Optional.empty();
            case THREADS -> Optional.of(THREADS);
            case POOLS -> Optional.of(POOLS);
            case LOGS -> series.statistic().equals("rate") ? Optional.of(LOGS) : Optional.empty();
            case TRAFFIC -> Optional.of(TRAFFIC);
            case HEARTBEAT -> Optional.empty();
            case OTHER -> Optional.of(OTHER);
        };
    }

    /** A heap that is collected goes up and down all day: only what stays is evidence. */
    private static Optional<EvidenceKind> memory(SeriesIdentity series) {
        boolean stays = series.statistic().equals("floor") || !series.metric().startsWith("jvm.");
        return stays ? Optional.of(MEMORY) : Optional.empty();
    }

    private static Optional<EvidenceKind> call(SeriesIdentity series) {
        boolean service = series.callee() != null && movesBlame(series.callee().getType());
        return switch (series.metric()) {
            case "call.errors" -> Optional.of(service ? CALL_ERRORS : DATABASE_ERRORS);
            case "call.unanswered" -> service ? Optional.of(CALL_UNANSWERED) : Optional.empty();
            case "call.duration" -> Optional.of(service ? CALL_TIME : DATABASE_TIME);
            case "call.wait" -> service ? Optional.of(CALL_TIME) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Whether a callee of that type can be a first cause; for others the caller answers. */
    public static boolean movesBlame(EntityType type) {
        return type == EntityType.SERVICE || type == EntityType.SERVICE_INSTANCE;
    }
}
