/** Tells Avro that our generated records may be instantiated. */
@NullMarked
package dev.watchkeeper.schemas.trust;

import org.jspecify.annotations.NullMarked;
