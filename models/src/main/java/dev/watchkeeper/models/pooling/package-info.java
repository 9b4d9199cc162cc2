/** From many series of an entity to a fixed row: largest surprises per kind of signal. */
@NullMarked
package dev.watchkeeper.models.pooling;

import org.jspecify.annotations.NullMarked;
