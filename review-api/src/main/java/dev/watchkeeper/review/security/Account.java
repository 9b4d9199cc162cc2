package dev.watchkeeper.review.security;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * A person or a program that may sign in.
 *
 * @param name login name
 * @param passwordHash as kept
 * @param roles what it may do
 * @param mustChange whether its password only serves to choose another
 * @param stamp changes whenever sessions that were opened before must end
 * @param disabled whether it is barred
 * @param createdAtMillis when it was made
 */
public record Account(
        String name,
        String passwordHash,
        Set<Role> roles,
        boolean mustChange,
        long stamp,
        boolean disabled,
        long createdAtMillis)
        implements UserDetails {

    /** What names look like. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private static final long serialVersionUID = 1L;

    public Account {
        roles = Set.copyOf(roles);
    }

    /** Looking is part of every role. */
    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        EnumSet<Role> granted = EnumSet.of(Role.VIEWER);
        granted.addAll(roles);
        return granted.stream()
                .map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList();
    }

    @Override
    public String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return name;
    }

    @Override
    public boolean isEnabled() {
        return !disabled;
    }

    /** The roles in a fixed order. */
    public List<Role> sortedRoles() {
        return roles.stream().sorted().toList();
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return name + " " + sortedRoles();
    }
}
