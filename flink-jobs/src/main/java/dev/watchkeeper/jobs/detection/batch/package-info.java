/** Rows that are scored together, and nothing kept over a barrier. */
@NullMarked
package dev.watchkeeper.jobs.detection.batch;

import org.jspecify.annotations.NullMarked;
