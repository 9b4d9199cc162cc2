package dev.watchkeeper.models.baseline;

/** How a point was judged; poor data is named, never a silent zero. */
public enum Judgement {
    /** Against the series' own baseline. */
    SCORED(true),
    /** Against the prior of its kind: fewer points than {@link SeriesBaseline#COLD_POINTS} are known. */
    COLD(true),
    /** With wider bands: its writer restarted, or a gap lies before it. */
    SETTLING(true),
    /** Not judged: its first point, there is nothing to expect. */
    FIRST(false),
    /** Not judged: the point says that there is no value, or the value is not finite or beyond {@link SeriesBaseline#MOST_VALUE}. */
    GAP(false),
    /** Not judged: a cumulative sum began anew. */
    RESET(false),
    /** Not judged: not later than the one before. */
    LATE(false);

    private final boolean scored;

    Judgement(boolean scored) {
        this.scored = scored;
    }

    /** Whether the residual's numbers mean something. */
    public boolean scored() {
        return scored;
    }
}
