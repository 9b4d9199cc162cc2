/** Third stage: the replicated log of decisions and the formats of its entries and snapshots. */
@NullMarked
package dev.watchkeeper.router.log;

import org.jspecify.annotations.NullMarked;
