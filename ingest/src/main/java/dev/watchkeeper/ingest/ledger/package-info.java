/** What came in and what became of it, in numbers. */
@NullMarked
package dev.watchkeeper.ingest.ledger;

import org.jspecify.annotations.NullMarked;
