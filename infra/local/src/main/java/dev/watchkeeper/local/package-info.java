/** The launcher: one command runs everything on this machine. */
@NullMarked
package dev.watchkeeper.local;

import org.jspecify.annotations.NullMarked;
