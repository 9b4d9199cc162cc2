/** What can be configured, read from a properties file and key=value arguments. */
@NullMarked
package dev.watchkeeper.shop.config;

import org.jspecify.annotations.NullMarked;
