/**
 * What the console shows besides reviews: bounded read models in memory, fed from the topics by one consumer thread
 * and rebuilt from them at every start. Nothing here is a source of truth.
 */
@NullMarked
package dev.watchkeeper.review.evidence;

import org.jspecify.annotations.NullMarked;
