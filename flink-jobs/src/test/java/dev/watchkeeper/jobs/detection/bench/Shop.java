package dev.watchkeeper.jobs.detection.bench;

import dev.watchkeeper.jobs.detection.bench.ShopFault.Kind;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.entity.SeriesKeys;
import dev.watchkeeper.schemas.featureset.FeatureSets;
import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.SeriesPoint;
import dev.watchkeeper.schemas.record.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Series and vectors as the features job makes them of the demo's shop: order calls inventory and payment (two
 * instances), each has a database. Every request is drawn, so quantiles and shares are as rough as real ones at one to
 * five requests a second. Seeded; faults as in the demo, with its strengths.
 */
final class Shop {

    static final long WINDOW = 10_000;
    private static final double DAY = 1_800_000;
    private static final String[] SERVICES = {"order", "inventory", "payment"};

    private final Random random;
    private final List<ShopFault> faults;
    private final List<long[]> restarts = new ArrayList<>();
    private final long start;
    private double wander = 1;
    private final Map<String, Double> heapAfterGc = new TreeMap<>();
    private long paymentTurn;
    private final Map<String, Long> requestsOf = new TreeMap<>();

    /** What comes out of a window, points and vectors, in the order of their times. */
    record Window(long endMillis, List<SeriesPoint> points, List<FeatureVector> vectors) {}

    /** A request as its entry span and its calls tell it. */
    private static final class Entry {
        final String instance;
        double seconds;
        double self;
        boolean failed;
        boolean selfFailed;

        Entry(String instance) {
            this.instance = instance;
        }
    }

    private record CallMade(
            String caller, Entity callee, double seconds, double waited, boolean failed, boolean lost) {}

    private final Map<String, List<Entry>> entries = new TreeMap<>();
    private final List<CallMade> calls = new ArrayList<>();
    private final Map<String, Integer> errorLines = new TreeMap<>();

    Shop(long seed, long startMillis, List<ShopFault> faults) {
        this.random = new Random(seed);
        this.start = startMillis;
        this.faults = List.copyOf(faults);
        for (String service : SERVICES) {
            heapAfterGc.put(service, 20e6 + 3e6 * random.nextDouble());
        }
    }

    /** The service's instances are away for that time and then start again. */
    Shop restart(String service, long fromMillis, long untilMillis) {
        restarts.add(new long[] {List.of(SERVICES).indexOf(service), fromMillis, untilMillis});
        return this;
    }

    static Entity service(String name) {
        return EntityKeys.service("default", "demo", "shop", name);
    }

    private static Entity database(String service) {
        return Entity.newBuilder(service(service))
                .setType(EntityType.DATABASE)
                .setNamespace("")
                .setName("postgresql/" + service)
                .build();
    }

    private boolean down(String service, long millis) {
        boolean restarting = restarts.stream()
                .anyMatch(r -> SERVICES[(int) r[0]].equals(service) && millis >= r[1] && millis < r[2]);
        return restarting || fault(Kind.DOWN, service, millis) != null;
    }

    /** Seconds since the last start by a restart; large where there was none. */
    private double up(String service, long millis) {
        double up = 1e9;
        for (long[] r : restarts) {
            if (SERVICES[(int) r[0]].equals(service) && millis >= r[2]) {
                up = Math.min(up, (millis - r[2]) / 1e3);
            }
        }
        for (ShopFault fault : faults) {
            if (fault.kind() == Kind.DOWN && fault.service().equals(service) && millis >= fault.untilMillis()) {
                up = Math.min(up, (millis - fault.untilMillis()) / 1e3);
            }
        }
        return up;
    }

    private @Nullable ShopFault fault(Kind kind, String service, long millis) {
        return faults.stream()
                .filter(f -> f.on(kind, service, millis))
                .findFirst()
                .orElse(null);
    }

    private static double bump(double distance) {
        double round = distance - Math.rint(distance);
        return Math.exp(-round * round / (2 * 0.1 * 0.1));
    }

    private double ordersPerSecond(long millis) {
        double time = ((millis - start + 600_000) % DAY) / DAY;
        return (0.5 + 1.25 * bump(time - 11.0 / 24) + 1.6 * bump(time - 19.0 / 24)) * wander;
    }

    private int poisson(double mean) {
        double limit = Math.exp(-mean);
        int k = 0;
        for (double p = random.nextDouble(); p > limit; p *= random.nextDouble()) {
            k++;
        }
        return k;
    }

    private double around(double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }

    /** The window that ends then; call in order. */
    Window window(long end) {
        entries.clear();
        calls.clear();
        errorLines.clear();
        if (end % 60_000 == 0) {
            wander = Math.exp(0.07 * random.nextGaussian());
        }
        double rate = ordersPerSecond(end);
        int all = poisson(rate * 1.9 * WINDOW / 1e3);
        for (int i = 0; i < all; i++) {
            long millis = end - WINDOW + (long) (WINDOW * (i + random.nextDouble()) / all);
            double draw = random.nextDouble() * 1.9;
            if (draw < 1) {
                order(millis);
            } else if (draw < 1.55) {
                serve("inventory", millis, 1);
            } else {
                serve("order", millis, 1);
            }
        }
        List<SeriesPoint> points = new ArrayList<>();
        List<FeatureVector> vectors = new ArrayList<>();
        for (String service : SERVICES) {
            if (end > start + WINDOW
                    || !entries.getOrDefault(service, List.of()).isEmpty()) {
                spans(service, end, points);
                callPoints(service, end, points);
                logs(service, end, points);
                metrics(service, end, points);
                vectors.add(vector(service, end));
            }
        }
        points.add(heartbeat(end));
        points.sort((a, b) -> Long.compare(a.getTimeMillis(), b.getTimeMillis()));
        return new Window(end, points, vectors);
    }

    /** An order: its own statements, stock, payment, its own statements. Null where order is down. */
    private void order(long millis) {
        if (down("order", millis)) {
            return;
        }
        Entry entry = enter("order", millis);
        entry.seconds += statements("order", millis, 2, entry);
        if (!entry.selfFailed) {
            if (call("inventory", millis, entry) && call("payment", millis, entry)) {
                entry.seconds += statements("order", millis, 1, entry);
            } else {
                entry.failed = true;
                errorLines.merge("order", 1, Integer::sum);
                entry.seconds += statements("order", millis, 1, entry);
            }
        }
        entry.seconds += entry.self;
    }

    private boolean call(String callee, long millis, Entry caller) {
        double network = around(0.0012, 0.3);
        if (down(callee, millis)) {
            calls.add(new CallMade("order", service(callee), network, network, true, true));
            caller.seconds += network;
            return false;
        }
        Entry served = serve(callee, millis, 2);
        double seconds = served.seconds + network;
        boolean late = seconds > 5;
        calls.add(new CallMade("order", service(callee), Math.min(5, seconds), network, served.failed || late, false));
        caller.seconds += Math.min(5, seconds);
        return !served.failed && !late;
    }

    private Entry serve(String service, long millis, int statements) {
        if (down(service, millis)) {
            return new Entry("nobody");
        }
        Entry entry = enter(service, millis);
        if (!entry.selfFailed) {
            entry.seconds += statements(service, millis, statements, entry);
        }
        if (service.equals("payment")) {
            entry.self += around(0.012, 0.25);
        }
        entry.seconds += entry.self;
        return entry;
    }

    private Entry enter(String service, long millis) {
        String instance = service.equals("payment") ? "payment-" + (1 + paymentTurn++ % 2) : service + "-1";
        Entry entry = new Entry(instance);
        double slow = up(service, millis) < 40 ? 1 + 12 * Math.exp(-up(service, millis) / 8) : 1;
        entry.self = around(0.0025, 0.35) * slow;
        if (random.nextDouble() < 0.01) {
            entry.self += around(0.03, 0.5); // a collection, or the other processes
        }
        ShopFault cpu = fault(Kind.CPU, service, millis);
        double busy = faults.stream()
                .filter(f -> f.kind() == Kind.CPU && millis >= f.fromMillis() && millis < f.untilMillis())
                .mapToDouble(ShopFault::cores)
                .sum();
        entry.self *= 1 + 2 * busy;
        if (cpu != null) {
            entry.self += cpu.burnSeconds() * (1 + 0.3 * random.nextDouble());
        }
        double filled = filled(service, millis);
        if (filled > 0.5 && random.nextDouble() < (filled - 0.5)) {
            entry.self += around(0.05 + 0.4 * Math.max(0, filled - 0.7), 0.4);
        }
        ShopFault errors = fault(Kind.ERRORS, service, millis);
        if (errors != null && requestsOf.merge(service, 1L, Long::sum) % errors.oneOf() == 0) {
            entry.selfFailed = true;
            entry.failed = true;
            errorLines.merge(service, 1, Integer::sum);
        }
        if (random.nextDouble() < 0.0015) {
            entry.failed = true;
            entry.selfFailed = true;
            errorLines.merge(service, 1, Integer::sum);
        }
        entries.computeIfAbsent(service, name -> new ArrayList<>()).add(entry);
        return entry;
    }

    private double statements(String service, long millis, int count, Entry entry) {
        double sum = 0;
        ShopFault slow = fault(Kind.SLOW_DB, service, millis);
        for (int i = 0; i < count; i++) {
            double seconds = around(0.0016, 0.35) + (slow == null ? 0 : slow.statementSeconds());
            if (slow != null && slow.strength() == 3 && ordersPerSecond(millis) > 1.2) {
                entry.self += around(0.5, 0.5); // waits for a connection, outside of the statement's span
            }
            calls.add(new CallMade(service, database(service), seconds, seconds, false, false));
            sum += seconds;
        }
        return sum;
    }

    /** How full the leak has made the heap: 0 to 1. */
    private double filled(String service, long millis) {
        ShopFault leak = fault(Kind.MEMORY_LEAK, service, millis);
        return leak == null ? 0 : Math.min(0.97, (millis - leak.fromMillis()) / 1e3 / leak.leakSeconds());
    }

    private void spans(String service, long end, List<SeriesPoint> points) {
        List<Entry> of = entries.getOrDefault(service, List.of());
        spanPoints(service(service), of, end, points);
        of.stream()
                .map(entry -> entry.instance)
                .distinct()
                .sorted()
                .forEach(instance -> spanPoints(
                        EntityKeys.instance(service(service), instance),
                        of.stream()
                                .filter(entry -> entry.instance.equals(instance))
                                .toList(),
                        end,
                        points));
    }

    private static void spanPoints(Entity entity, List<Entry> of, long end, List<SeriesPoint> points) {
        long n = of.size();
        points.add(point(entity, "span.requests", "rate", Signal.TRAFFIC, "{request}/s", end, n / 10.0, n));
        if (n == 0) {
            return;
        }
        double failed = of.stream().filter(entry -> entry.failed).count() / (double) n;
        double self = of.stream().filter(entry -> entry.selfFailed).count() / (double) n;
        points.add(point(entity, "span.errors", "ratio", Signal.ERRORS, "1", end, failed, n));
        points.add(point(entity, "span.errors.self", "ratio", Signal.ERRORS, "1", end, self, n));
        quantiles(
                entity,
                "span.duration",
                Signal.LATENCY,
                of.stream().map(e -> e.seconds).toList(),
                null,
                end,
                points);
        quantiles(
                entity,
                "span.self",
                Signal.LATENCY,
                of.stream().map(e -> e.self).toList(),
                null,
                end,
                points);
    }

    private static void quantiles(
            Entity entity,
            String metric,
            Signal signal,
            List<Double> seconds,
            @Nullable Entity callee,
            long end,
            List<SeriesPoint> points) {
        List<Double> sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        Map<String, Double> asked = callee == null
                ? new TreeMap<>(Map.of("p50", 0.5, "p95", 0.95, "p99", 0.99))
                : new TreeMap<>(Map.of("p50", 0.5, "p95", 0.95));
        asked.forEach((name, q) -> points.add(calleePoint(
                entity,
                metric,
                name,
                signal,
                "s",
                end,
                sorted.get((int) Math.min(sorted.size() - 1, Math.floor(q * sorted.size()))),
                sorted.size(),
                callee)));
    }

    private void callPoints(String service, long end, List<SeriesPoint> points) {
        Map<String, List<CallMade>> byCallee = new TreeMap<>();
        for (CallMade call : calls) {
            if (call.caller().equals(service)) {
                byCallee.computeIfAbsent(EntityKeys.key(call.callee()), key -> new ArrayList<>())
                        .add(call);
            }
        }
        byCallee.values().forEach(made -> {
            Entity callee = made.get(0).callee();
            Entity entity = service(service);
            long n = made.size();
            points.add(calleePoint(
                    entity, "call.requests", "rate", Signal.CALLS, "{request}/s", end, n / 10.0, n, callee));
            double failed = made.stream().filter(CallMade::failed).count() / (double) n;
            double lost = made.stream().filter(CallMade::lost).count() / (double) n;
            points.add(calleePoint(entity, "call.errors", "ratio", Signal.CALLS, "1", end, failed, n, callee));
            points.add(calleePoint(entity, "call.unanswered", "ratio", Signal.CALLS, "1", end, lost, n, callee));
            quantiles(
                    entity,
                    "call.duration",
                    Signal.CALLS,
                    made.stream().map(CallMade::seconds).toList(),
                    callee,
                    end,
                    points);
            double wait = made.stream().mapToDouble(CallMade::waited).average().orElse(0);
            points.add(calleePoint(entity, "call.wait", "mean", Signal.CALLS, "s", end, wait, n, callee));
        });
    }

    private void logs(String service, long end, List<SeriesPoint> points) {
        int n = entries.getOrDefault(service, List.of()).size();
        Entity entity = service(service);
        ShopFault storm = fault(Kind.LOG_STORM, service, end - 1);
        double extra = storm == null ? 0 : storm.linesPerSecond();
        boolean away = down(service, end - 1);
        lines(entity, "INFO", away ? 0 : n / 10.0, end, points);
        lines(entity, "WARN", away ? 0 : (random.nextDouble() < 0.1 ? 0.1 : 0) + extra * 0.75, end, points);
        lines(entity, "ERROR", errorLines.getOrDefault(service, 0) / 10.0 + extra * 0.25, end, points);
    }

    private static void lines(Entity entity, String severity, double rate, long end, List<SeriesPoint> points) {
        points.add(point(
                entity,
                "log.lines",
                "rate",
                Signal.LOGS,
                "{line}/s",
                end,
                rate,
                Math.round(rate * 10),
                PointState.OK,
                Map.of("severity", severity),
                null));
    }

    private void metrics(String service, long end, List<SeriesPoint> points) {
        int instances = service.equals("payment") ? 2 : 1;
        for (int i = 1; i <= instances; i++) {
            String name = service + "-" + i;
            long at =
                    end - WINDOW + 1_000 + Math.floorMod(name.hashCode(), 8_000) + (long) (40 * random.nextGaussian());
            if (down(service, at)) {
                continue;
            }
            boolean first = up(service, at) < 10;
            Entity entity = EntityKeys.instance(service(service), name);
            double n = entries.getOrDefault(service, List.of()).size() / 10.0 / instances;
            ShopFault cpu = fault(Kind.CPU, service, at);
            double filled = filled(service, at);
            double gc =
                    0.002 + 0.001 * random.nextDouble() + (filled > 0.4 ? 0.4 * Math.pow((filled - 0.4) / 0.6, 2) : 0);
            double cores = 0.02
                    + 0.008 * n * around(1, 0.2)
                    + (random.nextDouble() < 0.05 ? 0.05 : 0)
                    + (up(service, at) < 30 ? 0.5 : 0)
                    + (cpu == null ? 0 : cpu.cores() + n * cpu.burnSeconds())
                    + gc;
            PointState state = first ? PointState.RESTART : PointState.OK;
            metric(entity, "jvm.cpu.time", "rate", Signal.CPU, "s/s", at, cores, state, Map.of(), points);
            metric(
                    entity,
                    "jvm.cpu.recent_utilization",
                    "value",
                    Signal.CPU,
                    "1",
                    at,
                    cores / 2 * around(1, 0.15),
                    PointState.OK,
                    Map.of(),
                    points);
            metric(entity, "jvm.gc.duration", "ratio", Signal.GC, "1", at, gc, state, Map.of(), points);
            double floor = heapAfterGc.getOrDefault(service, 2e7) + 4e5 * random.nextGaussian() + filled * 38e6;
            metric(entity, "jvm.memory.used", "floor", Signal.MEMORY, "By", at, floor, PointState.OK, Map.of(), points);
            metric(
                    entity,
                    "jvm.memory.used",
                    "value",
                    Signal.MEMORY,
                    "By",
                    at,
                    floor + 15e6 * random.nextDouble(),
                    PointState.OK,
                    Map.of("jvm.memory.pool.name", "Eden Space"),
                    points);
            metric(
                    entity,
                    "jvm.thread.count",
                    "value",
                    Signal.THREADS,
                    "{thread}",
                    at,
                    24 + random.nextInt(3),
                    PointState.OK,
                    Map.of(),
                    points);
            ShopFault slow = fault(Kind.SLOW_DB, service, at);
            double used = Math.min(4, poisson(slow == null ? 0.05 : n * 2 * slow.statementSeconds()));
            metric(
                    entity,
                    "db.client.connection.count",
                    "value",
                    Signal.POOLS,
                    "{connection}",
                    at,
                    used,
                    PointState.OK,
                    Map.of("db.client.connection.state", "used"),
                    points);
            metric(
                    entity,
                    "jvm.class.count",
                    "value",
                    Signal.OTHER,
                    "{class}",
                    at,
                    9000 + random.nextInt(3),
                    PointState.OK,
                    Map.of(),
                    points);
        }
    }

    private static void metric(
            Entity entity,
            String name,
            String statistic,
            Signal signal,
            String unit,
            long at,
            double value,
            PointState state,
            Map<String, String> attributes,
            List<SeriesPoint> points) {
        points.add(point(entity, name, statistic, signal, unit, at, value, 0, state, attributes, null));
    }

    private FeatureVector vector(String service, long end) {
        Map<String, List<CallMade>> byCallee = new TreeMap<>();
        calls.stream()
                .filter(call -> call.caller().equals(service))
                .forEach(call -> byCallee.computeIfAbsent(EntityKeys.key(call.callee()), key -> new ArrayList<>())
                        .add(call));
        List<Call> made = byCallee.values().stream()
                .map(of -> Call.newBuilder()
                        .setCallee(of.get(0).callee())
                        .setRequests(of.size() / 10.0)
                        .setErrors(of.stream().filter(CallMade::failed).count() / 10.0)
                        .setUnanswered(of.stream().filter(CallMade::lost).count() / 10.0)
                        .setP50Seconds(0.01)
                        .setP95Seconds(0.02)
                        .setWaitSeconds(0.001)
                        .setAnswered(of.size())
                        .build())
                .toList();
        return FeatureVector.newBuilder()
                .setEntity(service(service))
                .setFeatureSet(FeatureSets.service().reference())
                .setWindowStartMillis(end - WINDOW)
                .setWindowEndMillis(end)
                .setValues(Collections.nCopies(FeatureSets.service().features().size(), (Double) null))
                .setCalls(made)
                .setTraceIds(List.of(service + "-trace-" + end))
                .setVersions(List.of("1.4.0"))
                .build();
    }

    static SeriesPoint heartbeat(long end) {
        return point(EntityKeys.synthetic("default"), "heartbeat", "count", Signal.HEARTBEAT, "{record}", end, 60, 60);
    }

    static SeriesPoint point(
            Entity entity,
            String metric,
            String statistic,
            Signal signal,
            String unit,
            long at,
            double value,
            long count) {
        return point(entity, metric, statistic, signal, unit, at, value, count, PointState.OK, Map.of(), null);
    }

    private static SeriesPoint calleePoint(
            Entity entity,
            String metric,
            String statistic,
            Signal signal,
            String unit,
            long at,
            double value,
            long count,
            @Nullable Entity callee) {
        Map<String, String> attributes =
                callee == null ? Map.of() : Map.of("callee", callee.getType() + "/" + callee.getName());
        return point(entity, metric, statistic, signal, unit, at, value, count, PointState.OK, attributes, callee);
    }

    static SeriesPoint point(
            Entity entity,
            String metric,
            String statistic,
            Signal signal,
            String unit,
            long at,
            double value,
            long count,
            PointState state,
            Map<String, String> attributes,
            @Nullable Entity callee) {
        return SeriesPoint.newBuilder()
                .setSeries(SeriesKeys.key(entity, metric, statistic, attributes))
                .setEntity(entity)
                .setMetric(metric)
                .setAttributes(attributes)
                .setStatistic(statistic)
                .setUnit(unit)
                .setSignal(signal)
                .setTimeMillis(at)
                .setValue(value)
                .setState(state)
                .setIntervalMillis(WINDOW)
                .setCount(count)
                .setCallee(callee)
                .build();
    }
}
