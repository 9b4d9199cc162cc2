package dev.watchkeeper.review.verdict;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two requests with the same idempotency key ask for the same. */
final class RequestDigest {

    private RequestDigest() {}

    static String of(String reviewRef, String expected, Answer answer, boolean undoable) {
        String request = reviewRef + "\n" + expected + "\n" + undoable + "\n" + answer; // records print every component
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
