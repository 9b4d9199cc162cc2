/** Models from the command line. */
@NullMarked
package dev.watchkeeper.local.models;

import org.jspecify.annotations.NullMarked;
