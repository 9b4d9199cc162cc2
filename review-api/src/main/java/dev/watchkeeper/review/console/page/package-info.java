/** What each page says: view models as records, made from the evidence by pure functions. No HTTP, no Kafka. */
@NullMarked
package dev.watchkeeper.review.console.page;

import org.jspecify.annotations.NullMarked;
