package dev.watchkeeper.review.console.page;

import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page.
 *
 * @param title of the window
 * @param section which entry of the navigation is marked, or null
 * @param topLine the sentence at the top; null on pages without a login
 * @param viewer who looks
 * @param waiting how many reviews wait
 * @param csrfParameter name of the form field against forged requests
 * @param csrfToken its value
 * @param theme light, dark, or empty for the system's choice
 * @param nowMillis the server's clock
 * @param version of the static files, so that browsers fetch new ones
 */
public record Frame(
        String title,
        @Nullable Section section,
        @Nullable TopLine topLine,
        Viewer viewer,
        int waiting,
        String csrfParameter,
        String csrfToken,
        String theme,
        long nowMillis,
        String version) {

    /** Entries of the navigation. */
    public enum Section {
        /** What is going on. */
        OVERVIEW("Overview", "/"),
        /** What waits for a person. */
        REVIEWS("Reviews", "/reviews"),
        /** What happened. */
        INCIDENTS("Incidents", "/incidents"),
        /** What is not judged. */
        UNSCORED("Unscored", "/unscored");

        private final String label;
        private final String href;

        Section(String label, String href) {
            this.label = label;
            this.href = href;
        }

        /** As people read it. */
        public String label() {
            return label;
        }

        /** Where it leads. */
        public String href() {
            return href;
        }
    }
}
