/** Last stage: what the state says has to be told, told; at least once, each under its key. */
@NullMarked
package dev.watchkeeper.router.deliver;

import org.jspecify.annotations.NullMarked;
