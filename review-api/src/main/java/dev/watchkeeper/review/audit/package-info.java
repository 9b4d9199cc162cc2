/** Who changed what, when and why. */
@NullMarked
package dev.watchkeeper.review.audit;

import org.jspecify.annotations.NullMarked;
