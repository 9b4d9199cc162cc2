package dev.watchkeeper.ingest.normalize;

/**
 * Who sent a request.
 *
 * @param tenant whose telemetry it is
 * @param source the peer, or the topic and partition, for people who look for a rejected record's origin
 */
public record Sender(String tenant, String source) {

    /** The tenant where nobody said. */
    public static final String DEFAULT_TENANT = "default";

    private static final int TENANT_CHARS = 64;

    /** Whether this may be a tenant's name: 1 to 64 letters, digits, dots, dashes and underscores. */
    public static boolean validTenant(String tenant) {
        return !tenant.isEmpty()
                && tenant.length() <= TENANT_CHARS
                && tenant.chars().allMatch(Sender::tenantCharacter);
    }

    private static boolean tenantCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
    }
}
