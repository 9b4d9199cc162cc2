package dev.watchkeeper.review.security;

import dev.watchkeeper.review.problem.Problem;
import dev.watchkeeper.review.security.LimitedLogin.TooManyLogins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Says no to programs, as problems. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof TooManyLogins tooMany) {
            response.setHeader("Retry-After", Long.toString(tooMany.waitSeconds()));
            Problem.TOO_MANY_LOGINS.write(request, response, String.valueOf(why.getMessage()));
        } else if (why instanceof InternalAuthenticationServiceException) {
            response.setHeader("Retry-After", "5");
            Problem.UNAVAILABLE.write(request, response, "accounts cannot be read at the moment");
        } else {
            // Not Basic: browsers would open a window of their own.
            response.setHeader("WWW-Authenticate", "Bearer realm=\"watchkeeper\"");
            Problem.UNAUTHENTICATED.write(
                    request, response, "a bearer token, or name and password by HTTP Basic, are expected");
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        String who = authentication == null ? "nobody" : authentication.getName();
        Problem.FORBIDDEN.write(request, response, who + " may not " + request.getMethod() + " this");
    }
}
