/** The topics: names, keys, partitions, retention, and who writes and reads them. */
@NullMarked
package dev.watchkeeper.schemas.topics;

import org.jspecify.annotations.NullMarked;
