/** What detection can be told: keys, defaults, and the thresholds that the pure parts decide by. */
@NullMarked
package dev.watchkeeper.jobs.detection.config;

import org.jspecify.annotations.NullMarked;
