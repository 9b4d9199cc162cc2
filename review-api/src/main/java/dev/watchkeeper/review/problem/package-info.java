/** What goes wrong, as RFC 9457 says it. */
@NullMarked
package dev.watchkeeper.review.problem;

import org.jspecify.annotations.NullMarked;
