/** First stage: what came on the topics, from the offsets that the decision log holds. */
@NullMarked
package dev.watchkeeper.router.receive;

import org.jspecify.annotations.NullMarked;
