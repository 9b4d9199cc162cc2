package dev.watchkeeper.models.train.generate;

import dev.watchkeeper.models.baseline.SeriesKind;
import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.Signal;

/**
 * A service with its series as the features job derives them, window by window: load with a day and wandering, latency
 * quantiles of few requests, errors, calls, database, CPU, heap, garbage collection, threads, pool, logs; stalls of its
 * machine, restarts, surges, cold starts, windows that
 * get lost: all that is no fault.
 */
public final class GeneratedService {

    /** The window, and the sampling of its metrics. */
    public static final long WINDOW_MILLIS = 10_000;

    private static final double SECONDS = WINDOW_MILLIS / 1000.0;
    private static final double HOUR_WINDOWS = 3600 / SECONDS;
    private static final double[] QUANTILES = {0, 1.645, 2.326};
    private static final double[] QUANTILE_NOISE = {1.253, 2.11, 3.73};
    private static final String[] NAMES = {"p50", "p95", "p99"};

    private static final SeriesKind TRAFFIC = kind(Signal.TRAFFIC, "span.requests", "{request}/s", "rate");
    private static final SeriesKind ERRORS = kind(Signal.ERRORS, "span.errors", "1", "ratio");
    private static final SeriesKind SELF_ERRORS = kind(Signal.ERRORS, "span.errors.self", "1", "ratio");
    private static final SeriesKind[] DURATION = quantiles(Signal.LATENCY, "span.duration");
    private static final SeriesKind[] SELF = quantiles(Signal.LATENCY, "span.self");
    private static final SeriesKind CALLS = kind(Signal.CALLS, "call.requests", "{request}/s", "rate");
    private static final SeriesKind CALL_ERRORS = kind(Signal.CALLS, "call.errors", "1", "ratio");
    private static final SeriesKind UNANSWERED = kind(Signal.CALLS, "call.unanswered", "1", "ratio");
    private static final SeriesKind[] CALL = quantiles(Signal.CALLS, "call.duration");
    private static final SeriesKind WAIT = kind(Signal.CALLS, "call.wait", "s", "mean");
    private static final SeriesKind CPU = kind(Signal.CPU, "jvm.cpu.recent_utilization", "1", "value");
    private static final SeriesKind HEAP = kind(Signal.MEMORY, "jvm.memory.used", "By", "floor");
    private static final SeriesKind USED = kind(Signal.MEMORY, "jvm.memory.used", "By", "value");
    private static final SeriesKind GC = kind(Signal.GC, "jvm.gc.duration", "1", "ratio");
    private static final SeriesKind THREADS = kind(Signal.THREADS, "jvm.thread.count", "{thread}", "value");
    private static final SeriesKind POOL = kind(Signal.POOLS, "db.client.connection.count", "{connection}", "value");
    private static final SeriesKind INFO = SeriesKind.of(Signal.LOGS, "log.lines", "{line}/s", "rate", "INFO");
    private static final SeriesKind WARN = SeriesKind.of(Signal.LOGS, "log.lines", "{line}/s", "rate", "WARN");
    private static final SeriesKind ERROR = SeriesKind.of(Signal.LOGS, "log.lines", "{line}/s", "rate", "ERROR");
    private static final SeriesKind TEMPLATES = kind(Signal.LOGS, "log.templates", "{template}", "count");

    private final Profile profile;
    private final Draw draw;
    private final long startMillis;
    private final double phase;
    private final double wander;
    private final Instance[] instances;
    private long window;
    private double load;
    private double slowness;
    private double stall;
    private int stallLeft;
    private double surge = 1;
    private int surgeLeft;
    private int sinceRestart;
    private int series;

    /** The heap of one instance. */
    private static final class Instance {
        double kept;
        double wander;
        double young;
        final double[] floors = new double[6];
        double cpu;
    }

    /** A service that starts cold at a time. */
    public GeneratedService(Profile profile, Draw draw, long startMillis) {
        this.profile = profile;
        this.draw = draw;
        this.startMillis = startMillis;
        this.phase = draw.between(0, 1);
        this.wander = draw.between(.9, .995);
        this.instances = new Instance[profile.instances()];
        for (int i = 0; i < instances.length; i++) {
            instances[i] = new Instance();
        }
        restarted();
    }

    private static SeriesKind kind(Signal signal, String metric, String unit, String statistic) {
        return SeriesKind.of(signal, metric, unit, statistic, "");
    }

    private static SeriesKind[] quantiles(Signal signal, String metric) {
        SeriesKind[] kinds = new SeriesKind[NAMES.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = kind(signal, metric, "s", NAMES[i]);
        }
        return kinds;
    }

    /** What it is like. */
    public Profile profile() {
        return profile;
    }

    private void restarted() {
        sinceRestart = 0;
        for (Instance instance : instances) {
            instance.kept = .4;
            instance.young = .1;
            java.util.Arrays.fill(instance.floors, profile.heapBytes() * profile.heapShare() * .4);
        }
    }

    /** Lives through one window under a fault's effect and tells what can be seen of it. */
    public void next(Effect effect, Windows sink) {
        long time = startMillis + ++window * WINDOW_MILLIS;
        boolean restart = harmlessTrouble();
        series = 0;
        boolean lost = draw.chance(1 / (48 * HOUR_WINDOWS));
        boolean silent = effect.silent() || lost;
        if (!silent) {
            PointState state = restart ? PointState.RESTART : PointState.OK;
            double warm = 1 + 2 * Math.exp(-sinceRestart / 3.0);
            double relative = load(time) * effect.traffic() * surge;
            long requests = draw.poisson(profile.requestsPerSecond() * relative * SECONDS * (restart ? .4 : 1));
            slowness = wander * slowness + Math.sqrt(1 - wander * wander) * .12 * profile.drift() * draw.normal();
            double slow = Math.exp(slowness) * stall * (1 + .15 * Math.max(0, relative - 1));
            requests(effect, sink, time, requests, slow * warm);
            resources(effect, sink, time, state, relative, warm);
            logs(effect, sink, time, requests, restart);
        }
        sinceRestart++;
        sink.end(time, silent);
    }

    /** Stalls, surges and restarts; whether this window is one of a restart. */
    private boolean harmlessTrouble() {
        if (stallLeft-- <= 0) {
            boolean stalls = draw.chance(1 / (profile.stallHours() * HOUR_WINDOWS));
            stall = stalls ? draw.between(1.5, 6) : 1;
            stallLeft = stalls ? draw.below(2) : 0;
        }
        if (surgeLeft-- <= 0) {
            boolean surges = draw.chance(1 / (profile.surgeHours() * HOUR_WINDOWS));
            surge = surges ? draw.between(1.15, 1.5) : 1;
            surgeLeft = surges ? 6 + draw.below(90) : 0;
        }
        boolean restart = draw.chance(1 / (profile.restartHours() * HOUR_WINDOWS));
        if (restart) {
            restarted();
        }
        return restart;
    }

    private double load(long time) {
        double day = Math.floorMod(time, profile.season().toMillis())
                / (double) profile.season().toMillis();
        double angle = 2 * Math.PI * (day + phase);
        double shape = 1 + profile.swing() * (.8 * Math.sin(angle) + .2 * Math.sin(2 * angle + 1));
        load = .97 * load + .243 * .1 * profile.drift() * draw.normal();
        return Math.max(.05, shape * Math.exp(load));
    }

    private void requests(Effect effect, Windows sink, long time, long requests, double slow) {
        tell(sink, TRAFFIC, time, requests / SECONDS, requests);
        double clump = draw.chance(.0005) ? draw.between(0, .06) : 0;
        double share = profile.errorShare() + clump;
        long own = draw.binomial(requests, share + effect.errorShare());
        double self = profile.selfSeconds() * slow * effect.selfFactor() + effect.selfSeconds();
        double called = 0;
        int edges = profile.callees() + (profile.databaseSeconds() > 0 ? 1 : 0);
        long passedOn = 0;
        for (int edge = 0; edge < edges; edge++) {
            boolean database = edge == profile.callees();
            double usual = database ? profile.databaseSeconds() : .004 * (edge + 1) * (edge + 2);
            double seconds = usual * Math.sqrt(slow) + (database ? effect.databaseSeconds() : 0);
            called += seconds;
            long failed = database ? 0 : draw.binomial(requests, profile.errorShare() * .3);
            passedOn += failed;
            calls(sink, time, requests, seconds, failed, database);
        }
        if (requests == 0) {
            series += 2 + SELF.length + DURATION.length;
            return;
        }
        tell(sink, ERRORS, time, Math.min(1, (own + passedOn) / (double) requests), requests);
        tell(sink, SELF_ERRORS, time, own / (double) requests, requests);
        latency(sink, SELF, time, self, requests);
        latency(sink, DURATION, time, self + called, requests);
    }

    private void calls(Windows sink, long time, long calls, double seconds, long failed, boolean database) {
        tell(sink, CALLS, time, calls / SECONDS, calls);
        if (calls == 0) {
            series += 5;
            return;
        }
        tell(sink, CALL_ERRORS, time, failed / (double) calls, calls);
        tell(sink, UNANSWERED, time, 0, calls);
        for (int q = 0; q < 2; q++) {
            tell(sink, CALL[q], time, quantile(q, seconds, calls), calls);
        }
        double wait = database ? seconds : .0008 + .02 * seconds;
        tell(sink, WAIT, time, wait * Math.exp(profile.selfSpread() * draw.normal() / Math.sqrt(calls)), calls);
    }

    private void latency(Windows sink, SeriesKind[] kinds, long time, double median, long requests) {
        for (int q = 0; q < kinds.length; q++) {
            tell(sink, kinds[q], time, quantile(q, median, requests), requests);
        }
    }

    /** A quantile as so many requests show it: noisier in the tail, below it where they are few, sometimes an outlier. */
    private double quantile(int q, double median, long requests) {
        double n = Math.max(1, requests);
        double z = Math.min(QUANTILES[q], .75 * Math.sqrt(2 * Math.log(n + 1)));
        double noise = Math.min(1, QUANTILE_NOISE[q] / Math.sqrt(n)) * draw.normal();
        double value = median * Math.exp(profile.selfSpread() * (z + noise));
        double outlier = q == 0 ? 0 : (q == 1 ? 8 : 40) / (n + 400);
        return draw.chance(outlier * .3) ? value * Math.exp(Math.abs(draw.normal()) * .8) : value;
    }

    private void resources(Effect effect, Windows sink, long time, PointState state, double relative, double warm) {
        boolean job = window % 360 < 2 && profile.drift() > .5;
        for (int i = 0; i < instances.length; i++) {
            Instance instance = instances[i];
            double hit = i == 0 || profile.drift() > .3 ? 1 : 0;
            instance.cpu = .7 * instance.cpu + .1 * draw.normal();
            double base = profile.cpuIdle() + profile.cpuBusy() * relative * (1 + .5 * instance.cpu);
            double cpu = base * (.5 + .5 * warm) * (stall > 1 ? 1.5 : 1) + (job ? .08 : 0) + hit * effect.cpu();
            cpu += draw.chance(.01) ? draw.exponential(.04) : 0;
            tell(sink, CPU, time, Math.max(0, Math.min(1, cpu * (1 + .06 * draw.normal()))), 1, state);
            heap(instance, hit * effect.heapShare(), sink, time, state, relative);
            double collecting = (.0005 + .004 * relative * profile.cpuBusy()) * Math.exp(.4 * draw.normal()) * warm;
            tell(sink, GC, time, Math.min(.98, collecting + hit * effect.gc()), 1, state);
            double busy = 20 + 8 * Math.sqrt(relative * profile.requestsPerSecond()) * (.9 + .1 * draw.normal());
            tell(sink, THREADS, time, Math.rint(busy), 1, state);
            double held = draw.poisson(Math.min(20, .5 + 2 * relative + 20 * effect.databaseSeconds()));
            tell(sink, POOL, time, Math.min(20, held), 1, state);
        }
    }

    private void heap(Instance instance, double lost, Windows sink, long time, PointState state, double relative) {
        instance.kept += .03 * (1 - instance.kept) * (1 + .3 * draw.normal());
        instance.wander = .999 * instance.wander + .0045 * profile.drift() * draw.normal();
        double usual = profile.heapBytes() * profile.heapShare();
        double floor = usual * instance.kept * (1 + .3 * instance.wander);
        floor += lost * (profile.heapBytes() * .97 - floor);
        instance.young += profile.collections() * relative * draw.between(.8, 1.2);
        instance.young = instance.young > 1.5 ? draw.between(0, 1) : instance.young - Math.floor(instance.young);
        double used = floor + instance.young * (profile.heapBytes() - floor) * .3;
        System.arraycopy(instance.floors, 0, instance.floors, 1, instance.floors.length - 1);
        instance.floors[0] = used;
        double least = Double.MAX_VALUE;
        for (double seen : instance.floors) {
            least = Math.min(least, seen);
        }
        tell(sink, HEAP, time, least, 1, state);
        tell(sink, USED, time, used, 1, state);
    }

    private void logs(Effect effect, Windows sink, long time, long requests, boolean restart) {
        long info = draw.poisson(requests * profile.logLines()) + (restart ? 40 : 0);
        long warn = 0;
        if (draw.chance(profile.warnPerHour() / HOUR_WINDOWS)) {
            warn = 1 + (long) draw.exponential(3);
        }
        warn += restart ? draw.below(6) : 0;
        long error = draw.poisson(requests * (profile.errorShare() + effect.errorShare()));
        long more = draw.poisson(effect.logLines() * SECONDS);
        tell(sink, INFO, time, info / SECONDS, info);
        tell(sink, WARN, time, (warn + more * 3 / 4) / SECONDS, warn);
        tell(sink, ERROR, time, (error + more / 4) / SECONDS, error);
        boolean novel = effect.logLines() > 0 && draw.chance(.1) || draw.chance(.001);
        tell(sink, TEMPLATES, time, novel ? 1 + draw.below(3) : 0, 1);
    }

    private void tell(Windows sink, SeriesKind kind, long time, double value, long count) {
        tell(sink, kind, time, value, count, PointState.OK);
    }

    private void tell(Windows sink, SeriesKind kind, long time, double value, long count, PointState state) {
        sink.point(series++, kind, time, value, count, state);
    }
}
