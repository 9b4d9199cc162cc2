/** The order service: a saga over stock and payment. */
@NullMarked
package dev.watchkeeper.shop.order;

import org.jspecify.annotations.NullMarked;
