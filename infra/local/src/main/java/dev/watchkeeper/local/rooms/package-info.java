/** Processes: how a room is started, known to be ready, and stopped. */
@NullMarked
package dev.watchkeeper.local.rooms;

import org.jspecify.annotations.NullMarked;
