/** One process with a Flink cluster of its own and both jobs in it, for one machine. */
@NullMarked
package dev.watchkeeper.jobs.local;

import org.jspecify.annotations.NullMarked;
