/** The online read: an entity's latest vector with its age. */
@NullMarked
package dev.watchkeeper.store.online;

import org.jspecify.annotations.NullMarked;
