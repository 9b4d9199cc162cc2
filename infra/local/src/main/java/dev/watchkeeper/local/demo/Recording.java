package dev.watchkeeper.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The recorded days of the shop that the project ships. */
public final class Recording {

    private Recording() {}

    /** OTLP/JSON files, one a signal; none where nothing was recorded. */
    public static List<Path> files(Path project) {
        Path folder = project.resolve("infra/demo-shop/src/main/recording");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl.gz"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("recording in " + folder, e);
        }
    }
}
