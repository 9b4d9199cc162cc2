package dev.watchkeeper.review.console.page;

/** How urgent something is; the page's colours follow from it, and a word beside it says the same. */
public enum Tone {
    /** Nothing to do. */
    CALM("calm"),
    /** Over, or not of interest now. */
    DIM("dim"),
    /** A person is waited for. */
    ASK("ask"),
    /** Something is odd. */
    ODD("odd"),
    /** Something fails, or the platform is blind. */
    BAD("bad");

    private final String css;

    Tone(String css) {
        this.css = css;
    }

    /** Its class in the style sheet. */
    public String css() {
        return css;
    }
}
