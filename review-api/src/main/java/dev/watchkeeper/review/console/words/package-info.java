/** Numbers, times and names as people read them. Pure. */
@NullMarked
package dev.watchkeeper.review.console.words;

import org.jspecify.annotations.NullMarked;
