package dev.watchkeeper.review.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at every request of a session whether its account still is what it was at the login: a session ends when its
 * account is barred or its password changes; a one-time password opens nothing but the page that changes it.
 */
final class AccountCheck extends OncePerRequestFilter {

    private static final Set<String> OPEN_TO_ONE_TIME = Set.of("/password", "/logout", "/login", "/error");

    private final Accounts accounts;

    AccountCheck(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Account atLogin)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Account> now = accounts.find(atLogin.name());
        if (now.isEmpty() || now.get().disabled() || now.get().stamp() != atLogin.stamp()) {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            SecurityContextHolder.clearContext();
            // Goes on as nobody, so that open pages stay open and the others ask for a login.
            chain.doFilter(request, response);
            return;
        }
        if (now.get().mustChange() && !open(request.getRequestURI())) {
            response.sendRedirect("/password");
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean open(String path) {
        return OPEN_TO_ONE_TIME.contains(path) || SecurityConfiguration.isStatic(path);
    }
}
