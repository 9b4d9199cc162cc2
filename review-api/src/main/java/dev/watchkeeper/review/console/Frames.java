package dev.watchkeeper.review.console;

import dev.watchkeeper.review.console.page.Frame;
import dev.watchkeeper.review.console.page.TopLine;
import dev.watchkeeper.review.console.page.Viewer;
import dev.watchkeeper.review.console.page.Waiting;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.review.queue.QueuedReview;
import dev.watchkeeper.review.queue.ReviewQueue;
import dev.watchkeeper.review.security.Role;
import dev.watchkeeper.review.security.SignedIn;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;

/** Makes what surrounds a page: who looks, the sentence on top, the token of its forms. */
final class Frames {

    private static final String THEME_COOKIE = "theme";

    private final Evidence evidence;
    private final ReviewQueue queue;
    private final Clock clock;
    private final String version = version("/static/assets/console.css", "/static/assets/console.js");

    Frames(Evidence evidence, ReviewQueue queue, Clock clock) {
        this.evidence = evidence;
        this.queue = queue;
        this.clock = clock;
    }

    /** For a page with navigation, where somebody is signed in. */
    Frame of(HttpServletRequest request, String title, Frame.@Nullable Section section) {
        Viewer viewer = viewer();
        if (!viewer.known()) {
            return bare(request, title, viewer);
        }
        List<QueuedReview> reviews = queue.waiting();
        Waiting waiting = waiting(reviews, viewer.mayAnswer());
        return frame(request, title, section, TopLine.of(evidence, waiting, clock.millis()), viewer, waiting.count());
    }

    /** For a page before the login. */
    Frame bare(HttpServletRequest request, String title) {
        return bare(request, title, Viewer.NOBODY);
    }

    private Frame bare(HttpServletRequest request, String title, Viewer viewer) {
        return frame(request, title, null, null, viewer, 0);
    }

    private Frame frame(
            HttpServletRequest request,
            String title,
            Frame.@Nullable Section section,
            @Nullable TopLine topLine,
            Viewer viewer,
            int waiting) {
        CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return new Frame(
                title,
                section,
                topLine,
                viewer,
                waiting,
                token == null ? "_csrf" : token.getParameterName(),
                token == null ? "" : token.getToken(),
                theme(request),
                clock.millis(),
                version);
    }

    static Optional<SignedIn> signedIn() {
        return SignedIn.of(SecurityContextHolder.getContext().getAuthentication());
    }

    private static Viewer viewer() {
        return signedIn()
                .map(person -> new Viewer(person.name(), role(person), person.mayAnswer()))
                .orElse(Viewer.NOBODY);
    }

    private static String role(SignedIn person) {
        List<String> roles = List.of(Role.values()).stream()
                .filter(person.roles()::contains)
                .map(role -> switch (role) {
                    case VIEWER -> "viewer";
                    case REVIEWER -> "reviewer";
                    case ADMIN -> "admin";
                })
                .toList();
        return roles.isEmpty() ? "no role" : String.join(", ", roles);
    }

    private static Waiting waiting(List<QueuedReview> reviews, boolean forViewer) {
        if (reviews.isEmpty()) {
            return Waiting.NONE;
        }
        QueuedReview next = reviews.get(0);
        return new Waiting(
                reviews.size(),
                new Waiting.Next(next.question(), "/reviews/" + next.number(), next.dueAtMillis()),
                forViewer);
    }

    /** What the viewer chose; only the two known words get into the page. */
    private static String theme(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(THEME_COOKIE)
                        && (cookie.getValue().equals("dark")
                                || cookie.getValue().equals("light"))) {
                    return cookie.getValue();
                }
            }
        }
        return "";
    }

    private static String version(String... resources) {
        CRC32 sum = new CRC32();
        for (String resource : resources) {
            try (InputStream in = Frames.class.getResourceAsStream(resource)) {
                if (in != null) {
                    sum.update(in.readAllBytes());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(resource, e);
            }
        }
        return Long.toHexString(sum.getValue());
    }
}
