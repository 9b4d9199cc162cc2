package dev.watchkeeper.review.security;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Puts the limit before another way of signing in. */
public final class LimitedLogin implements AuthenticationProvider {

    private final AuthenticationProvider login;
    private final LoginLimit limit;

    /** It was tried too often; says when it may be tried again. */
    public static final class TooManyLogins extends AuthenticationException {

        private final long waitSeconds;

        TooManyLogins(long waitSeconds) {
            super("too many failed logins, try again in " + waitSeconds + " s");
            this.waitSeconds = waitSeconds;
        }

        /** Seconds until the next try. */
        public long waitSeconds() {
            return waitSeconds;
        }
    }

    LimitedLogin(AuthenticationProvider login, LoginLimit limit) {
        this.login = login;
        this.limit = limit;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        String address = authentication.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "";
        String name = authentication.getName();
        long wait = limit.waitSeconds(name, address);
        if (wait > 0) {
            throw new TooManyLogins(wait);
        }
        try {
            Authentication result = login.authenticate(authentication);
            if (result == null) {
                throw new BadCredentialsException("not signed in");
            }
            limit.succeeded(name, address);
            return result;
        } catch (BadCredentialsException e) {
            limit.failed(name, address);
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return login.supports(authentication);
    }
}
