/** Pure: one series' points against its baseline, and what the series model makes of them. */
@NullMarked
package dev.watchkeeper.jobs.detection.series;

import org.jspecify.annotations.NullMarked;
