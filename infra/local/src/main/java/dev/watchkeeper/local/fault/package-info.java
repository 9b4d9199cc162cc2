/** Faults in the demo shop, and what came of them. */
@NullMarked
package dev.watchkeeper.local.fault;

import org.jspecify.annotations.NullMarked;
