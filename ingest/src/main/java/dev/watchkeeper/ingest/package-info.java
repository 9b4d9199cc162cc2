/** OTLP in, normalized telemetry out: the first room a record enters. */
@NullMarked
package dev.watchkeeper.ingest;

import org.jspecify.annotations.NullMarked;
