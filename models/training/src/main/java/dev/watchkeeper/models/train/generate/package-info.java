/** Generated services and series, fault-free and with faults; nothing recorded. */
@NullMarked
package dev.watchkeeper.models.train.generate;

import org.jspecify.annotations.NullMarked;
