package dev.watchkeeper.jobs.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what a job can go on from. Flink keeps {@code FOLDER/<job id>/chk-<number>}; the file {@code _metadata} comes
 * last, so a checkpoint without it was never complete. A restored job goes on counting where its checkpoint stood, so
 * the highest number is the newest, whichever run made it.
 */
final class RetainedCheckpoints {

    private RetainedCheckpoints() {}

    /** The newest complete checkpoint below a job's folder. */
    static Optional<Path> newest(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder, 3)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .filter(checkpoint -> checkpoint.getFileName().toString().matches("chk-\\d+"))
                    .max(Comparator.comparingLong(RetainedCheckpoints::number)
                            .thenComparingLong(RetainedCheckpoints::completedAt));
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoints in " + folder + " cannot be listed", e);
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    private static long completedAt(Path checkpoint) {
        try {
            return Files.getLastModifiedTime(checkpoint.resolve("_metadata")).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(checkpoint + " cannot be read", e);
        }
    }
}
