package dev.watchkeeper.review.http;

import dev.watchkeeper.review.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** What Tomcat refuses before any of our code sees it: a problem too, and nothing about Tomcat. */
public final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemDetail problem = Problem.forStatus(HttpStatusCode.valueOf(status), "the server refused the request");
        String type =
                problem.getType() == null ? "about:blank" : problem.getType().toString();
        String body = "{\"type\":\"" + type + "\",\"title\":\"" + problem.getTitle() + "\",\"status\":" + status
                + ",\"detail\":\"" + problem.getDetail() + "\",\"instance\":\"/\"}";
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the client has gone", e);
        }
    }
}
