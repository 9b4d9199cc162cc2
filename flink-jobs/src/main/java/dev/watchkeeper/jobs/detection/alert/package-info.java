/** Pure: from an entity's windows to alerts that open, last and close. */
@NullMarked
package dev.watchkeeper.jobs.detection.alert;

import org.jspecify.annotations.NullMarked;
