/** Recorded telemetry sent in again, shifted in time. */
@NullMarked
package dev.watchkeeper.ingest.replay;

import org.jspecify.annotations.NullMarked;
