/** What every service stands on: HTTP in, HTTP out, database, telemetry. */
@NullMarked
package dev.watchkeeper.shop.serve;

import org.jspecify.annotations.NullMarked;
