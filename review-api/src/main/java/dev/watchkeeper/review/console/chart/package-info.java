/** Drawings that the server makes: sparklines, the service map's layout, places on a time axis. Pure. */
@NullMarked
package dev.watchkeeper.review.console.chart;

import org.jspecify.annotations.NullMarked;
