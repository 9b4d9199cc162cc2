package dev.watchkeeper.review.console.page;

/**
 * Who looks.
 *
 * @param name login name; empty where nobody is logged in
 * @param role what they are, in a word
 * @param mayAnswer whether they may answer reviews
 */
public record Viewer(String name, String role, boolean mayAnswer) {

    /** Nobody is logged in. */
    public static final Viewer NOBODY = new Viewer("", "", false);

    /** Whether somebody is logged in. */
    public boolean known() {
        return !name.isEmpty();
    }
}
