/** Logistic regression with weights that are not negative. */
@NullMarked
package dev.watchkeeper.models.train.fit;

import org.jspecify.annotations.NullMarked;
