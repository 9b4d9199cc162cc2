package dev.watchkeeper.review.console;

import dev.watchkeeper.review.console.words.Clamp;
import dev.watchkeeper.review.http.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/** The login's, password's and problems' pages in the console's dress. */
final class DressedPages implements Pages {

    private final Html html;
    private final Frames frames;

    DressedPages(Html html, Frames frames) {
        this.html = html;
        this.frames = frames;
    }

    @Override
    public String login(HttpServletRequest request, String problem, boolean loggedOut) {
        return html.render(
                "login.jte",
                Map.of("frame", frames.bare(request, "Log in"), "problem", problem, "loggedOut", loggedOut));
    }

    @Override
    public String password(HttpServletRequest request, String problem, boolean mustChange) {
        // Who must change first may not look yet: no top line, no navigation.
        return html.render(
                "password.jte",
                Map.of(
                        "frame",
                        mustChange ? frames.bare(request, "Password") : frames.of(request, "Password", null),
                        "name",
                        Frames.signedIn().map(person -> person.name()).orElse(""),
                        "problem",
                        problem,
                        "mustChange",
                        mustChange));
    }

    @Override
    public String problem(HttpServletRequest request, int status, String title, String detail) {
        return html.render(
                "problem.jte",
                Map.of(
                        "frame",
                        frames.of(request, title, null),
                        "status",
                        status,
                        "title",
                        title,
                        "detail",
                        Clamp.text(detail, 400)));
    }
}
