package dev.watchkeeper.local.rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The folders that the launcher works in.
 *
 * @param project the checkout's root
 * @param var where everything that running leaves behind is kept
 */
public record Home(Path project, Path var) {

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

    /** The file of a secret that is given, readable by its owner only. */
    public Path secret(String name, String value) {
        Path file = secrets().resolve(name);
        try {
            Files.deleteIfExists(file); // one that others could read stays with nobody
            Files.createFile(file, ownerOnly("rw-------"));
            return Files.writeString(file, value);
        } catch (IOException e) {
            throw new UncheckedIOException("secret " + name, e);
        }
    }

    /** The folder of secrets, for its owner only. */
    public Path secrets() {
        Path folder = var.resolve("secrets");
        try {
            if (!Files.exists(folder)) {
                made("");
                Files.createDirectory(folder, ownerOnly("rwx------"));
            }
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("folder of secrets", e);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
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
}
