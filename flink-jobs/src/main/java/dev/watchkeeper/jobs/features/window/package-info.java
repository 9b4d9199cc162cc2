/** Windows of event time, and the points of series that are made of them. */
@NullMarked
package dev.watchkeeper.jobs.features.window;

import org.jspecify.annotations.NullMarked;
