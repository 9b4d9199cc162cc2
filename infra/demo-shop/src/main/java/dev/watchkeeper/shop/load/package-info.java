/** Who buys when: a daily shape with seeded noise, sent as an open load. */
@NullMarked
package dev.watchkeeper.shop.load;

import org.jspecify.annotations.NullMarked;
