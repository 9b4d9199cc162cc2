/** Real parts on this machine: a Kafka broker, a schema registry, PostgreSQL. */
@NullMarked
package dev.watchkeeper.stack;

import org.jspecify.annotations.NullMarked;
