package dev.watchkeeper.review.security;

import dev.watchkeeper.review.security.LimitedLogin.TooManyLogins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs in by {@code Authorization: Bearer}. Wrong tokens count against the address like wrong passwords. */
final class TokenFilter extends OncePerRequestFilter {

    /** Marks who came by a token, not by a password. */
    static final Object BY_TOKEN = new Object();

    private static final String SCHEME = "Bearer ";
    private static final String NOBODY = "token";

    private final Tokens tokens;
    private final LoginLimit limit;
    private final AuthenticationEntryPoint refusal;

    TokenFilter(Tokens tokens, LoginLimit limit, AuthenticationEntryPoint refusal) {
        this.tokens = tokens;
        this.limit = limit;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Account> account =
                tokens.account(header.substring(SCHEME.length()).strip());
        if (account.isEmpty()) {
            // A right token is never refused for others' failures; only the wrong ones are slowed down.
            long wait = limit.waitSeconds(NOBODY, request.getRemoteAddr());
            limit.failed(NOBODY, request.getRemoteAddr());
            refusal.commence(
                    request,
                    response,
                    wait > 0 ? new TooManyLogins(wait) : new BadCredentialsException("the token is not valid"));
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        UsernamePasswordAuthenticationToken byToken = UsernamePasswordAuthenticationToken.authenticated(
                account.get(), null, account.get().getAuthorities());
        byToken.setDetails(BY_TOKEN);
        context.setAuthentication(byToken);
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }
}
