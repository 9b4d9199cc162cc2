package dev.watchkeeper.review.problem;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** Kinds of problems; the type is what programs go by, the title and the detail are for people. */
public enum Problem {
    /** The request cannot be read. */
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be read"),
    /** Nobody is signed in. */
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Sign in first"),
    /** The role does not allow it. */
    FORBIDDEN(HttpStatus.FORBIDDEN, "Your role does not allow this"),
    /** The one-time password has to be changed first. */
    PASSWORD_MUST_CHANGE(HttpStatus.FORBIDDEN, "Change your password first"),
    /** There is no such thing. */
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such thing"),
    /** The path knows other methods. */
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path knows other methods"),
    /** JSON is expected. */
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "JSON is expected"),
    /** It was answered, withdrawn or has expired. */
    REVIEW_CLOSED(HttpStatus.CONFLICT, "The review does not wait any more"),
    /** The answer has left. */
    TOO_LATE_TO_UNDO(HttpStatus.CONFLICT, "It is too late to undo this"),
    /** It is there already, or in a state that does not allow this. */
    CONFLICT(HttpStatus.CONFLICT, "It is in the way"),
    /** The review has changed since it was shown. */
    STALE_VERSION(HttpStatus.PRECONDITION_FAILED, "The review has changed since it was shown"),
    /** If-Match is missing. */
    VERSION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "Say which version you have seen"),
    /** More bytes than are taken. */
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request is too large"),
    /** It can be read, but not done. */
    INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "The request is not valid"),
    /** The key was used for another request. */
    KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used for another request"),
    /** Too many failed logins. */
    TOO_MANY_LOGINS(HttpStatus.TOO_MANY_REQUESTS, "Too many failed logins"),
    /** The database does not answer. */
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Try again later"),
    /** A defect of ours. */
    DEFECT(HttpStatus.INTERNAL_SERVER_ERROR, "This is a defect");

    /** Those that a status alone can mean. */
    private static final List<Problem> BY_STATUS = List.of(
            BAD_REQUEST,
            UNAUTHENTICATED,
            FORBIDDEN,
            NOT_FOUND,
            METHOD_NOT_ALLOWED,
            UNSUPPORTED_MEDIA_TYPE,
            TOO_LARGE,
            DEFECT);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpStatus status;
    private final String title;

    Problem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public HttpStatus status() {
        return status;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** Names the kind: {@code urn:watchkeeper:problem:stale-version}. */
    public URI type() {
        return URI.create(
                "urn:watchkeeper:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** This problem with what was found and what was expected. */
    public ProblemDetail detail(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(type());
        problem.setTitle(title);
        return problem;
    }

    /** The kind that fits a status that Spring or Tomcat chose. */
    public static ProblemDetail forStatus(HttpStatusCode status, String detail) {
        for (Problem problem : BY_STATUS) {
            if (problem.status.value() == status.value()) {
                return problem.detail(detail);
            }
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        HttpStatus known = HttpStatus.resolve(status.value());
        problem.setTitle(known == null ? "Status " + status.value() : known.getReasonPhrase());
        return problem;
    }

    /** Answers with this problem from outside of a controller. */
    public void write(HttpServletRequest request, HttpServletResponse response, String detail) throws IOException {
        ObjectNode body = JSON.createObjectNode()
                .put("type", type().toString())
                .put("title", title)
                .put("status", status.value())
                .put("detail", detail)
                .put("instance", request.getRequestURI());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
