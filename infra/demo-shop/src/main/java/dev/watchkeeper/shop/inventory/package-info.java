/** The inventory service: stock that never falls below zero. */
@NullMarked
package dev.watchkeeper.shop.inventory;

import org.jspecify.annotations.NullMarked;
