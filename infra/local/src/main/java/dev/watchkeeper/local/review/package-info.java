/** Reviews answered from the terminal. */
@NullMarked
package dev.watchkeeper.local.review;

import org.jspecify.annotations.NullMarked;
