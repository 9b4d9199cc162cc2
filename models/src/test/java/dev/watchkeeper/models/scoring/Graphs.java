package dev.watchkeeper.models.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Graphs for tests; see {@code graphs/README.md}. */
final class Graphs {

    private Graphs() {}

    static byte[] linear() {
        return named("linear");
    }

    static byte[] named(String name) {
        try (InputStream in = Objects.requireNonNull(Graphs.class.getResourceAsStream("/graphs/" + name + ".onnx"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
