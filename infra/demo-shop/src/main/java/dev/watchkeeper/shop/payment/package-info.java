/** The payment service: charges and refunds, each once per order. */
@NullMarked
package dev.watchkeeper.shop.payment;

import org.jspecify.annotations.NullMarked;
