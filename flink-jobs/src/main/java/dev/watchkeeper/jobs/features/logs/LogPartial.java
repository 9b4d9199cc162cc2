package dev.watchkeeper.jobs.features.logs;

import dev.watchkeeper.schemas.record.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service's log lines within a window.
 *
 * @param service the service
 * @param windowEnd the window
 * @param lines how many, by instance and severity
 * @param templates how many, by template
 */
public record LogPartial(Entity service, long windowEnd, List<Lines> lines, List<TemplateCount> templates) {

    /**
     * Lines of one instance and severity.
     *
     * @param instance the instance, where known
     * @param severity the class
     * @param count how many
     */
    public record Lines(@Nullable String instance, Severity severity, long count) {}

    /**
     * Lines of one template.
     *
     * @param id the template's id within its service
     * @param text the template as it was when the window closed
     * @param severity highest severity number of it
     * @param count lines in the window
     * @param sample the first line that it was seen in
     * @param isNew whether it was first seen in this window
     * @param firstInstance the instance that wrote its first line of this window, where known
     */
    public record TemplateCount(
            String id,
            String text,
            int severity,
            long count,
            String sample,
            boolean isNew,
            @Nullable String firstInstance) {}
}
