/** Second stage, pure: from the state and what came to the changes, and from the changes to the next state. No clock, no network, no log. */
@NullMarked
package dev.watchkeeper.router.decide;

import org.jspecify.annotations.NullMarked;
