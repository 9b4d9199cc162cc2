package dev.watchkeeper.review.evidence;

/**
 * How much the console remembers.
 *
 * @param series series with up to three hours of points, 31 KB each when full
 * @param entities entities with their newest vector
 * @param incidents incidents; twice as many decisions
 */
public record EvidenceBounds(int series, int entities, int incidents) {

    /** Enough for the demo and for a mid-sized shop: about 120 MB when full. */
    public static final EvidenceBounds DEFAULT = new EvidenceBounds(4_000, 2_000, 2_000);

    public EvidenceBounds {
        if (series < 1 || entities < 1 || incidents < 1) {
            throw new IllegalArgumentException("bounds of at least 1 expected, found " + series + " series, " + entities
                    + " entities, " + incidents + " incidents");
        }
    }
}
