/**
 * How jobs touch the world: sources that reject what they cannot read and judge lateness per partition, sinks that
 * write exactly once, and the settings that every job shares.
 */
@NullMarked
package dev.watchkeeper.jobs.connect;

import org.jspecify.annotations.NullMarked;
