package dev.watchkeeper.jobs.features.metrics;

import dev.watchkeeper.schemas.record.Signal;
import java.util.List;

/** Which signal a metric is one of, by its name: the first rule that fits. Names are OpenTelemetry's, old and new. */
final class Signals {

    private record Rule(String begins, String contains, String ends, Signal signal) {
        boolean fits(String metric) {
            return metric.startsWith(begins) && metric.contains(contains) && metric.endsWith(ends);
        }
    }

    private static final List<Rule> RULES = List.of(
            begins("jvm.gc.", Signal.GC),
            begins("process.runtime.jvm.gc.", Signal.GC),
            contains(".gc.", Signal.GC),
            begins("jvm.thread.", Signal.THREADS),
            contains(".threads.", Signal.THREADS),
            contains(".thread.", Signal.THREADS),
            begins("db.client.connection", Signal.POOLS),
            contains(".pool.", Signal.POOLS),
            begins("hikaricp.", Signal.POOLS),
            ends(".duration", Signal.LATENCY),
            begins("jvm.cpu.", Signal.CPU),
            begins("process.cpu.", Signal.CPU),
            begins("container.cpu.", Signal.CPU),
            begins("k8s.pod.cpu.", Signal.CPU),
            begins("k8s.container.cpu", Signal.CPU),
            begins("system.cpu.", Signal.CPU),
            contains(".cpu.", Signal.CPU),
            begins("jvm.memory.", Signal.MEMORY),
            contains(".memory.", Signal.MEMORY),
            begins("jvm.buffer.", Signal.MEMORY));

    private Signals() {}

    /** The metric's signal; OTHER where no rule fits. */
    static Signal of(String metric) {
        for (Rule rule : RULES) {
            if (rule.fits(metric)) {
                return rule.signal();
            }
        }
        return Signal.OTHER;
    }

    private static Rule begins(String with, Signal signal) {
        return new Rule(with, "", "", signal);
    }

    private static Rule contains(String part, Signal signal) {
        return new Rule("", part, "", signal);
    }

    private static Rule ends(String with, Signal signal) {
        return new Rule("", "", with, signal);
    }
}
