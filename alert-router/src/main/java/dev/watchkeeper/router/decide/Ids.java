package dev.watchkeeper.router.decide;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids that follow from what they name: 32 hex digits of SHA-256. */
final class Ids {

    private Ids() {}

    static String decision(String tenant, String incidentId) {
        return hash("decision", tenant, incidentId);
    }

    static String review(String decisionId, String purpose) {
        return hash("review", decisionId, purpose);
    }

    static String notification(String decisionId, int number) {
        return decisionId + "-" + number;
    }

    private static String hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
