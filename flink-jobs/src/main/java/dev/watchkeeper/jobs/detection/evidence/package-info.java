/** Pure: what points of series say about their entity, how strongly, and in words with numbers. */
@NullMarked
package dev.watchkeeper.jobs.detection.evidence;

import org.jspecify.annotations.NullMarked;
