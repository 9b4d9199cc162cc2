/** The demo without a person, judged. */
@NullMarked
package dev.watchkeeper.local.smoke;

import org.jspecify.annotations.NullMarked;
