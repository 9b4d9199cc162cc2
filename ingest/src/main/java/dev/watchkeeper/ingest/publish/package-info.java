/** Records to Kafka; an outcome only when every record is acknowledged. */
@NullMarked
package dev.watchkeeper.ingest.publish;

import org.jspecify.annotations.NullMarked;
