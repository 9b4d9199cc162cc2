/** What waits for a person: reviews, incidents and decisions projected from their topics into PostgreSQL. */
@NullMarked
package dev.watchkeeper.review.queue;

import org.jspecify.annotations.NullMarked;
