package dev.watchkeeper.review.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Passwords, tokens and ids that nobody guesses, and files that nobody else reads. */
public final class Secrets {

    private static final String LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789";

    private final SecureRandom random;

    /** From this source. */
    public Secrets(SecureRandom random) {
        this.random = random;
    }

    /** A password that can be typed, about 79 bits: {@code k3mz-7hqp-w2tn-xd9c}. */
    public String password() {
        StringBuilder password = new StringBuilder();
        for (int at = 0; at < 16; at++) {
            if (at > 0 && at % 4 == 0) {
                password.append('-');
            }
            password.append(LEGIBLE.charAt(random.nextInt(LEGIBLE.length())));
        }
        return password.toString();
    }

    /** A token of 256 bits. */
    public String token() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return "wk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** An id of 32 hex digits. */
    public String id() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What is kept of a token. One round suffices: nobody guesses 256 bits. */
    static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Writes a file of mode 600, at once or not at all. */
    static void write(Path file, String secret) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path half = Files.createTempFile(
                    folder,
                    ".secret",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(half, secret + "\n");
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("a secret could not be written", e);
        }
    }
}
