/** Feature views: which feature set is served for which kind of entity, and how old it may be. */
@NullMarked
package dev.watchkeeper.store.definition;

import org.jspecify.annotations.NullMarked;
