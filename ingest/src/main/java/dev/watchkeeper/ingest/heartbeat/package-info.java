/** The synthetic entity's records, one for each partition and second. */
@NullMarked
package dev.watchkeeper.ingest.heartbeat;

import org.jspecify.annotations.NullMarked;
