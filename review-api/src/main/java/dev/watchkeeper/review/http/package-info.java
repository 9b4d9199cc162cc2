/** The REST interface, its problems and its description. */
@NullMarked
package dev.watchkeeper.review.http;

import org.jspecify.annotations.NullMarked;
