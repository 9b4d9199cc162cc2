/** Spans to facts per window: the join within a trace, self time, waits, callees, and their aggregation. */
@NullMarked
package dev.watchkeeper.jobs.features.spans;

import org.jspecify.annotations.NullMarked;
