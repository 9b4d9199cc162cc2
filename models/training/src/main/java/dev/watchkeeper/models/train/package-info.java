/** The program that makes the shipped models from nothing: generate, fit, write the graph, judge. */
@NullMarked
package dev.watchkeeper.models.train;

import org.jspecify.annotations.NullMarked;
