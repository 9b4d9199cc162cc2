package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.jobs.features.logs.LogPartial;
import dev.watchkeeper.jobs.features.spans.SpanPartial;
import java.util.ArrayList;
import java.util.List;

/** What came for a service's window before it was closed: state, filled by Flink. */
public final class ServiceWindow {

    /** Requests and calls, from each subtask and instance. */
    public List<SpanPartial> spans = new ArrayList<>();

    /** Log lines. */
    public List<LogPartial> logs = new ArrayList<>();
}
