package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Review;
import org.jspecify.annotations.Nullable;

/** A revision that readers of {@code decisions} or {@code reviews} must get: one of the two. */
public record Publication(
        @Nullable Decision decision, @Nullable Review review) {

    public Publication {
        if ((decision == null) == (review == null)) {
            throw new IllegalArgumentException("either a decision or a review expected");
        }
    }

    static Publication of(Decision decision) {
        return new Publication(decision, null);
    }

    static Publication of(Review review) {
        return new Publication(null, review);
    }
}
