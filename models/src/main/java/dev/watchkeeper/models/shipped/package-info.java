/** The default models that come with the jar. */
@NullMarked
package dev.watchkeeper.models.shipped;

import org.jspecify.annotations.NullMarked;
