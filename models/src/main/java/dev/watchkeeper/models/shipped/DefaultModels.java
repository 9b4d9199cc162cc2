package dev.watchkeeper.models.shipped;

import dev.watchkeeper.models.contract.Manifests;
import dev.watchkeeper.models.scoring.LoadedModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The models that serve until someone rolls out others; read from the classpath. */
public final class DefaultModels {

    private DefaultModels() {}

    /** Judges a point by its {@code series-residuals@1}; a new scorer with each call, for one thread. */
    public static LoadedModel series() {
        return load("series");
    }

    /** Judges a window by its {@code entity-residuals@1}; a new scorer with each call, for one thread. */
    public static LoadedModel entity() {
        return load("entity");
    }

    private static LoadedModel load(String name) {
        String folder = "/models/" + name + "/";
        byte[] manifest = bytes(folder + "manifest.json");
        return LoadedModel.of(
                Manifests.fromJson(new String(manifest, StandardCharsets.UTF_8)), bytes(folder + "model.onnx"));
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = DefaultModels.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
