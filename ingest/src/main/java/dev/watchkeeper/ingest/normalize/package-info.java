/** OTLP messages to our records, bounded and judged. Pure. */
@NullMarked
package dev.watchkeeper.ingest.normalize;

import org.jspecify.annotations.NullMarked;
