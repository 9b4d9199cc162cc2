package dev.watchkeeper.review.security;

/** What an account may do. Roles add up; who may answer or administer may also look. */
public enum Role {
    /** Looks. */
    VIEWER,
    /** Answers reviews, puts things on the time axis. */
    REVIEWER,
    /** Makes and bars accounts. */
    ADMIN;

    /** The name under which Spring Security knows it. */
    public String authority() {
        return "ROLE_" + name();
    }
}
