/** The demo shop's control, and its recording. */
@NullMarked
package dev.watchkeeper.local.shop;

import org.jspecify.annotations.NullMarked;
