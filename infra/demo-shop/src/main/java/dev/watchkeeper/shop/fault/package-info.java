/** Faults that really happen inside a service: each one is switched on with a strength and off again. */
@NullMarked
package dev.watchkeeper.shop.fault;

import org.jspecify.annotations.NullMarked;
