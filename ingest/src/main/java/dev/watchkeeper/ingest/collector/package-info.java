/** The Collector's own topics to ours, exactly once. */
@NullMarked
package dev.watchkeeper.ingest.collector;

import org.jspecify.annotations.NullMarked;
