package dev.watchkeeper.jobs.features.logs;

import dev.watchkeeper.schemas.record.Entity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A window of a service's log lines while it fills. State of the features job, filled by Flink. */
public final class LogWindow {

    /** Templates counted in one window; lines of further ones count as lines only. */
    static final int MOST_TEMPLATES = 1000;

    /** Lines by instance ('' where unknown): one number for each {@link Severity}. */
    public Map<String, long[]> lines = new HashMap<>();

    /** Templates by id. */
    public Map<String, Counted> templates = new HashMap<>();

    /** One template's lines. */
    public static final class Counted {

        /** The template's text when it was last matched. */
        public String text = "";

        /** The template's first line. */
        public String sample = "";

        /** Highest severity number. */
        public int severity;

        /** Lines. */
        public long count;

        /** Whether it was first seen in this window. */
        public boolean isNew;

        /** The instance of its first line here, '' where unknown. */
        public String instance = "";
    }

    void add(@Nullable String instance, Severity severity, Template template, boolean isNew) {
        String writer = Objects.requireNonNullElse(instance, "");
        lines.computeIfAbsent(writer, ignored -> new long[Severity.values().length])[severity.ordinal()]++;
        Counted counted = templates.get(template.id);
        if (counted == null) {
            if (templates.size() >= MOST_TEMPLATES) {
                return;
            }
            counted = new Counted();
            counted.instance = writer;
            templates.put(template.id, counted);
        }
        counted.text = template.text();
        counted.sample = template.sample;
        counted.severity = Math.max(counted.severity, template.severity);
        counted.isNew |= isNew;
        counted.count++;
    }

    LogPartial close(Entity service, long windowEnd) {
        List<LogPartial.Lines> byInstance = new ArrayList<>();
        lines.forEach((instance, counts) -> {
            for (Severity severity : Severity.values()) {
                if (counts[severity.ordinal()] > 0) {
                    byInstance.add(new LogPartial.Lines(known(instance), severity, counts[severity.ordinal()]));
                }
            }
        });
        List<LogPartial.TemplateCount> byTemplate = new ArrayList<>();
        templates.forEach((id, counted) -> byTemplate.add(new LogPartial.TemplateCount(
                id,
                counted.text,
                counted.severity,
                counted.count,
                counted.sample,
                counted.isNew,
                known(counted.instance))));
        return new LogPartial(service, windowEnd, byInstance, byTemplate);
    }

    private static @Nullable String known(String instance) {
        return instance.isEmpty() ? null : instance;
    }
}
