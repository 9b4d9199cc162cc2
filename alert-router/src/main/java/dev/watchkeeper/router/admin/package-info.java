/** What the router tells about itself on its own small HTTP server. */
@NullMarked
package dev.watchkeeper.router.admin;

import org.jspecify.annotations.NullMarked;
