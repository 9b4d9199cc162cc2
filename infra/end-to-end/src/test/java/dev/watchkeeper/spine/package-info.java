/** One record from OTLP to the reviewer and back, through every room as a process of its own. */
@NullMarked
package dev.watchkeeper.spine;

import org.jspecify.annotations.NullMarked;
