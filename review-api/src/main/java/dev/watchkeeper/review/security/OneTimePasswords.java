package dev.watchkeeper.review.security;

import dev.watchkeeper.review.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** A one-time password opens no API either; a token does, it was never printed. */
final class OneTimePasswords extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        if (signedIn != null
                && signedIn.getDetails() != TokenFilter.BY_TOKEN
                && signedIn.getPrincipal() instanceof Account account
                && account.mustChange()) {
            Problem.PASSWORD_MUST_CHANGE.write(request, response, "sign in at /password and choose one");
            return;
        }
        chain.doFilter(request, response);
    }
}
