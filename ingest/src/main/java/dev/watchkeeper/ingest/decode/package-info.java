/** Bytes to OTLP messages, bounded: protobuf, JSON, gzip. Pure. */
@NullMarked
package dev.watchkeeper.ingest.decode;

import org.jspecify.annotations.NullMarked;
