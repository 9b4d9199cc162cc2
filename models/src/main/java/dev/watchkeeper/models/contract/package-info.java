/** What a model says of itself: its manifest, its calibration, its thresholds, and the failures of a bad one. */
@NullMarked
package dev.watchkeeper.models.contract;

import org.jspecify.annotations.NullMarked;
