/** What a series is expected to do: a small robust state per series, pure and serializable. */
@NullMarked
package dev.watchkeeper.models.baseline;

import org.jspecify.annotations.NullMarked;
