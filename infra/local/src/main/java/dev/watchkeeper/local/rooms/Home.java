package dev.watchkeeper.local.rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folders that the launcher works in.
 *
 * @param project the checkout's root
 * @param var where everything that running leaves behind is kept
 */
public record Home(Path project, Path var) {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    /** A room's log file. */
    public Path log(String room) {
        return made("log").resolve(room + ".log");
    }

    /** A folder below var, made where it is missing. */
    public Path made(String name) {
        try {
            return Files.createDirectories(var.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + name, e);
        }
    }

    /** Writes a room's configuration and names the file. */
    public Path configuration(String room, Map<String, String> settings) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(settings)
                .forEach((key, value) -> text.append(key)
                        .append('=')
                        .append(value.replace("\\", "\\\\"))
                        .append('\n'));
        Path file = made("conf").resolve(room + ".properties");
        try {
            Files.writeString(file, text);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("configuration of " + room, e);
        }
    }

    /** The file of a secret, readable by its owner only; a new secret is drawn where there is none. */
    public Path secret(String name) {
        Path file = made("secrets").resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, drawn());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("secret " + name, e);
        }
    }

    /** The classpath of a module of ours: its jar and what the build noted beside it. */
    public String classpath(String module) {
        Path target = project.resolve(module).resolve("target");
        try (var files = Files.list(target)) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("watchkeeper-.*SNAPSHOT\\.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("no jar in " + target + ": build " + module + " first"));
            return jar + ":" + Files.readString(target.resolve("classpath")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(module + " is not built", e);
        }
    }

    private static String drawn() {
        SecureRandom random = new SecureRandom();
        StringBuilder secret = new StringBuilder("k3-");
        for (int i = 0; i < 16; i++) {
            secret.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return secret.toString();
    }
}
