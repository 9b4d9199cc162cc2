/** OTLP over HTTP and gRPC: admission, limits, answers. */
@NullMarked
package dev.watchkeeper.ingest.receive;

import org.jspecify.annotations.NullMarked;
