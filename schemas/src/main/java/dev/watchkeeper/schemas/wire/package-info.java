/** Confluent's wire format: byte 0, four bytes of schema id, Avro. */
@NullMarked
package dev.watchkeeper.schemas.wire;

import org.jspecify.annotations.NullMarked;
