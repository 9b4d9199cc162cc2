package dev.watchkeeper.jobs.features.logs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a tree's leaves are kept: Flink's state in the job, a map in tests. */
interface TemplateGroups {

    /** The leaf of this path; null where there is none. */
    @Nullable
    TemplateGroup get(String path) throws Exception;

    /** Keeps a leaf. */
    void put(String path, TemplateGroup group) throws Exception;

    /** Drops a leaf. */
    void remove(String path) throws Exception;

    /** All leaves. */
    Iterable<Map.Entry<String, TemplateGroup>> all() throws Exception;
}
