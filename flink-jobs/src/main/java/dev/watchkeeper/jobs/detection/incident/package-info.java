/** Pure: alerts that belong together become incidents; their causes are ranked. */
@NullMarked
package dev.watchkeeper.jobs.detection.incident;

import org.jspecify.annotations.NullMarked;
