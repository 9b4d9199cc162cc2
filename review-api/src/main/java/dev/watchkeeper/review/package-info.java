/** The room: reviews wait here, people answer them, verdicts leave. */
@NullMarked
package dev.watchkeeper.review;

import org.jspecify.annotations.NullMarked;
