/** The console: pages made on the server, kept live by server-sent events. */
@NullMarked
package dev.watchkeeper.review.console;

import org.jspecify.annotations.NullMarked;
