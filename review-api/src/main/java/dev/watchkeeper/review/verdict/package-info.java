/** A person's answer: taken once, kept with its outbox row, sent to the topic, undone while it is held. */
@NullMarked
package dev.watchkeeper.review.verdict;

import org.jspecify.annotations.NullMarked;
