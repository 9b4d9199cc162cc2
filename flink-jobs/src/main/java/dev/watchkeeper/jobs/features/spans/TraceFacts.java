package dev.watchkeeper.jobs.features.spans;

import java.util.List;

/**
 * What one trace says about one window.
 *
 * @param windowEnd the window
 * @param traceId the trace
 * @param requests whose entry span ended within the window
 * @param calls whose client span ended within it
 */
public record TraceFacts(long windowEnd, String traceId, List<RequestFact> requests, List<CallFact> calls) {}
