package dev.watchkeeper.review.http;

import dev.watchkeeper.review.problem.Problem;
import dev.watchkeeper.review.verdict.InvalidAnswer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Everything that goes wrong in this package's controllers, as RFC 9457 says it. */
@RestControllerAdvice(basePackageClasses = Problems.class)
final class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(Refused refused, WebRequest request) {
        return answer(refused, refused.detail(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(InvalidAnswer invalid, WebRequest request) {
        ProblemDetail problem = Problem.INVALID.detail(String.valueOf(invalid.getMessage()));
        problem.setProperty("field", invalid.field());
        return answer(invalid, problem, request);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Object> database(RuntimeException failure, WebRequest request) {
        LOG.error("the database failed at {}: {}", request.getDescription(false), failure.getMessage());
        return answer(failure, Problem.UNAVAILABLE.detail("the database does not answer as expected"), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> defect(RuntimeException defect, WebRequest request) {
        LOG.error("a defect at {}", request.getDescription(false), defect);
        return answer(defect, Problem.DEFECT.detail("it is in the log"), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimit.TooLarge tooLarge) {
                return answer(unreadable, Problem.TOO_LARGE.detail(String.valueOf(tooLarge.getMessage())), request);
            }
        }
        Throwable why = unreadable.getMostSpecificCause();
        String detail = why instanceof com.fasterxml.jackson.core.JsonProcessingException json
                ? json.getOriginalMessage()
                : "a JSON body is expected";
        return answer(unreadable, Problem.BAD_REQUEST.detail(detail), request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = body instanceof ProblemDetail detail
                ? detail
                : Problem.forStatus(status, HttpStatus.valueOf(status.value()).getReasonPhrase());
        if (problem.getType() == null || problem.getType().toString().equals("about:blank")) {
            ProblemDetail typed = Problem.forStatus(status, String.valueOf(problem.getDetail()));
            typed.setInstance(problem.getInstance());
            problem = typed;
        }
        HttpHeaders all = new HttpHeaders();
        all.putAll(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        all.setCacheControl("no-store");
        return new ResponseEntity<>(problem, all, status);
    }

    private ResponseEntity<Object> answer(Exception why, ProblemDetail problem, WebRequest request) {
        HttpHeaders headers = new HttpHeaders();
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, "5");
        }
        ResponseEntity<Object> response =
                handleExceptionInternal(why, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
        return response == null ? ResponseEntity.status(problem.getStatus()).build() : response;
    }
}
