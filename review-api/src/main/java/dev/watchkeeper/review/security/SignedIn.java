package dev.watchkeeper.review.security;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Who is signed in.
 *
 * @param name login name
 * @param roles what they may do
 */
public record SignedIn(String name, Set<Role> roles) {

    public SignedIn {
        roles = Set.copyOf(roles);
    }

    /** The person behind an authentication; empty where nobody is signed in. */
    public static Optional<SignedIn> of(@Nullable Authentication authentication) {
        if (authentication == null
                || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            return Optional.empty();
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (authentication.getAuthorities().stream()
                    .anyMatch(granted -> role.authority().equals(granted.getAuthority()))) {
                roles.add(role);
            }
        }
        return Optional.of(new SignedIn(authentication.getName(), roles));
    }

    /** Whether they may answer reviews. */
    public boolean mayAnswer() {
        return roles.contains(Role.REVIEWER);
    }

    /** Whether they may make and bar accounts. */
    public boolean mayAdminister() {
        return roles.contains(Role.ADMIN);
    }
}
