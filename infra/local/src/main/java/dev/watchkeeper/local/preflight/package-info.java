/** What is looked at before anything starts. */
@NullMarked
package dev.watchkeeper.local.preflight;

import org.jspecify.annotations.NullMarked;
