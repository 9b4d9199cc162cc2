/** The whole stack, in order. */
@NullMarked
package dev.watchkeeper.local.demo;

import org.jspecify.annotations.NullMarked;
