/** What the operator sets. */
@NullMarked
package dev.watchkeeper.review.config;

import org.jspecify.annotations.NullMarked;
