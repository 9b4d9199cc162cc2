/** The features job: normalized telemetry to series and feature vectors. */
@NullMarked
package dev.watchkeeper.jobs.features;

import org.jspecify.annotations.NullMarked;
