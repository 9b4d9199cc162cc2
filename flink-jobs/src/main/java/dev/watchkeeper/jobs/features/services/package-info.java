/** A service's window: spans and logs put together into series and one feature vector. */
@NullMarked
package dev.watchkeeper.jobs.features.services;

import org.jspecify.annotations.NullMarked;
