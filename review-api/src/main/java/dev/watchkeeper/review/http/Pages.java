package dev.watchkeeper.review.http;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The pages that signing in and going wrong need, as HTML. The console's bean of this type dresses them; without one
 * they are {@link PlainPages}. A form carries {@code _csrf} of the request's {@code CsrfToken} attribute.
 */
public interface Pages {

    /**
     * The form that posts {@code username} and {@code password} to {@code /login}.
     *
     * @param problem why it did not work the last time; empty at the first
     * @param loggedOut whether the person has just logged out
     */
    String login(HttpServletRequest request, String problem, boolean loggedOut);

    /**
     * The form that posts {@code current} and {@code next} to {@code /password}.
     *
     * @param problem why it did not work the last time; empty at the first
     * @param mustChange whether nothing else is to be seen before
     */
    String password(HttpServletRequest request, String problem, boolean mustChange);

    /** What went wrong. */
    String problem(HttpServletRequest request, int status, String title, String detail);
}
