package dev.watchkeeper.review.http;

import dev.watchkeeper.review.problem.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What no controller answered: a page for people, a problem for programs. */
@Controller
final class ErrorAnswers implements ErrorController {

    private final Pages pages;

    ErrorAnswers(Pages pages) {
        this.pages = pages;
    }

    @RequestMapping("/error")
    ResponseEntity<?> error(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.valueOf(number) : HttpStatus.NOT_FOUND;
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        ProblemDetail problem = Problem.forStatus(status, detail(status, path));
        if (!forPeople(request, path)) {
            problem.setInstance(URI.create(path.replaceAll("[^A-Za-z0-9/._~-]", "_")));
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        String title = problem.getTitle() == null ? status.getReasonPhrase() : problem.getTitle();
        return ResponseEntity.status(status)
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .body(pages.problem(request, status.value(), title, String.valueOf(problem.getDetail())));
    }

    private static boolean forPeople(HttpServletRequest request, String path) {
        return !path.startsWith("/api/")
                && !path.startsWith("/actuator/")
                && String.valueOf(request.getHeader("Accept")).contains("text/html");
    }

    private static String detail(HttpStatus status, String path) {
        return switch (status) {
            case NOT_FOUND -> "nothing is at " + path;
            case FORBIDDEN -> "your role does not allow this, or the form was too old";
            default -> status.getReasonPhrase();
        };
    }
}
