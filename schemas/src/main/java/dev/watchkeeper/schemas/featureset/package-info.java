/** Feature sets: versioned names, units, order and missing-value rules of the numbers in a vector. */
@NullMarked
package dev.watchkeeper.schemas.featureset;

import org.jspecify.annotations.NullMarked;
