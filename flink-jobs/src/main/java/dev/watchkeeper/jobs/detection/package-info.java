/**
 * The detection job: series and vectors in, scores and incidents out. {@link
 * dev.watchkeeper.jobs.detection.DetectionJob} draws the graph; the functions here only hold state, what decides is pure
 * and lies in the packages below, in the order of the record's way: series, entity, alert, incident.
 */
@NullMarked
package dev.watchkeeper.jobs.detection;

import org.jspecify.annotations.NullMarked;
