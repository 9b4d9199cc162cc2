package dev.watchkeeper.review.http;

import dev.watchkeeper.review.problem.Problem;
import org.springframework.http.ProblemDetail;

/** A request that is answered with a problem. */
final class Refused extends RuntimeException {

    private final Problem problem;

    Refused(Problem problem, String detail) {
        super(detail);
        this.problem = problem;
    }

    ProblemDetail detail() {
        return problem.detail(String.valueOf(getMessage()));
    }
}
