/** How much memory the stack takes, by process. */
@NullMarked
package dev.watchkeeper.local.memory;

import org.jspecify.annotations.NullMarked;
