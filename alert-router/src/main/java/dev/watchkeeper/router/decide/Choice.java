package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.DecisionKind;
import org.jspecify.annotations.Nullable;

/**
 * What a policy chose, and why.
 *
 * @param reason in words with numbers
 * @param receiver who is told or proposed, null where nobody is
 */
record Choice(
        DecisionKind kind,
        String rule,
        @Nullable Double threshold,
        String reason,
        @Nullable String receiver) {}
