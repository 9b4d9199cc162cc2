/** What the jobs' tests make telemetry with, and how they talk to the broker. */
@NullMarked
package dev.watchkeeper.jobs.kit;

import org.jspecify.annotations.NullMarked;
