/** Fitted weights as an ONNX graph. */
@NullMarked
package dev.watchkeeper.models.train.graph;

import org.jspecify.annotations.NullMarked;
