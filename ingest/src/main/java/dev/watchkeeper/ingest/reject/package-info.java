/** Why something could not be used. */
@NullMarked
package dev.watchkeeper.ingest.reject;

import org.jspecify.annotations.NullMarked;
