/** A shop that can be broken, as series and vectors, and the pipeline without Flink: how good detection is. */
@NullMarked
package dev.watchkeeper.jobs.detection.bench;

import org.jspecify.annotations.NullMarked;
