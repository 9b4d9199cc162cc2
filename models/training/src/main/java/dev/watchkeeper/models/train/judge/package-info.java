/** The chain from points to alerts, as detection runs it, over generated entities. */
@NullMarked
package dev.watchkeeper.models.train.judge;

import org.jspecify.annotations.NullMarked;
