/** The demo shop: one program for the supervisor with its load, one for each service instance. */
@NullMarked
package dev.watchkeeper.shop;

import org.jspecify.annotations.NullMarked;
