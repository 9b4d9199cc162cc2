/** The alert router: receive, decide, append, deliver once the append is known, then take the next. */
@NullMarked
package dev.watchkeeper.router;

import org.jspecify.annotations.NullMarked;
