/** Makes the recorded history: runs fault-free shop days and packs their telemetry. */
@NullMarked
package dev.watchkeeper.shop.record;

import org.jspecify.annotations.NullMarked;
