package dev.watchkeeper.jobs.features.logs;

import java.util.ArrayList;
import java.util.List;

/** A log template: what lines of one kind have in common. State of the features job, filled by Flink. */
public final class Template {

    /** Stable within its entity: a hash of the text it began with. */
    public String id = "";

    /** Its tokens, {@code <*>} for what varies. */
    public List<String> tokens = new ArrayList<>();

    /** Highest severity number seen. */
    public int severity;

    /** When it was used last, in lines of its entity. */
    public long usedAt;

    /** The first line, bounded. */
    public String sample = "";

    /** For Flink. */
    public Template() {}

    Template(String id, List<String> tokens, int severity, long usedAt, String sample) {
        this.id = id;
        this.tokens = new ArrayList<>(tokens);
        this.severity = severity;
        this.usedAt = usedAt;
        this.sample = sample;
    }

    /** The template as one line. */
    public String text() {
        return String.join(" ", tokens);
    }
}
