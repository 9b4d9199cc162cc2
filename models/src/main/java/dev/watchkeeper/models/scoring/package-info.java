/** ONNX models from a folder to margins, and from margins to scores, holds and alerts. */
@NullMarked
package dev.watchkeeper.models.scoring;

import org.jspecify.annotations.NullMarked;
