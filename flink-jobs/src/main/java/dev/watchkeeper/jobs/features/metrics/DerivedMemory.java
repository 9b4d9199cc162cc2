package dev.watchkeeper.jobs.features.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@link Derived} remembers of a process: state, filled by Flink. */
public final class DerivedMemory {

    /** The heap's pools, by series: the newest value of each. */
    public Map<String, Timed> pools = new HashMap<>();

    /** The heap's sums of the last minute, oldest first. */
    public List<Timed> heap = new ArrayList<>();

    /** When what was not seen for a while is forgotten next. */
    public long forgetAtMillis;

    /** A value at a time. */
    public static final class Timed {

        /** Event time. */
        public long timeMillis;

        /** The value. */
        public double value;

        /** For Flink. */
        public Timed() {}

        Timed(long timeMillis, double value) {
            this.timeMillis = timeMillis;
            this.value = value;
        }
    }
}
