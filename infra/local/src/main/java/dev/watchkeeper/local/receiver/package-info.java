/** A small receiver of notifications for machines without an Alertmanager. */
@NullMarked
package dev.watchkeeper.local.receiver;

import org.jspecify.annotations.NullMarked;
