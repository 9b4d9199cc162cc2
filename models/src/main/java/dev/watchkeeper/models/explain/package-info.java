/** Why a margin is what it is: exact additive shares, down to series. */
@NullMarked
package dev.watchkeeper.models.explain;

import org.jspecify.annotations.NullMarked;
