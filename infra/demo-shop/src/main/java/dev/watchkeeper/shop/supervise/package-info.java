/** Starts, watches, restarts and breaks the service instances; answers the control endpoint. */
@NullMarked
package dev.watchkeeper.shop.supervise;

import org.jspecify.annotations.NullMarked;
