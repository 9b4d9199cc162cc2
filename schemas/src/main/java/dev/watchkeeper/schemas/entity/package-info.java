/** Keys of entities and series: the same text in every room. */
@NullMarked
package dev.watchkeeper.schemas.entity;

import org.jspecify.annotations.NullMarked;
