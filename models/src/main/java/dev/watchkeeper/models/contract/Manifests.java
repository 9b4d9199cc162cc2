package dev.watchkeeper.models.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Manifests as text: JSON, and YAML where a person writes them. Unknown fields are refused. */
public final class Manifests {

    private static final int MAX_CHARACTERS = 1_000_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Manifests() {}

    /** @throws InvalidManifest with what was found and what is expected */
    public static ModelManifest fromJson(String text) {
        return read(JSON, text);
    }

    /** @throws InvalidManifest with what was found and what is expected */
    public static ModelManifest fromYaml(String text) {
        return read(YAML, text);
    }

    /** The same manifest always gives the same text. */
    public static String toJson(ModelManifest manifest) {
        return write(JSON, manifest) + "\n";
    }

    /** The same manifest always gives the same text. */
    public static String toYaml(ModelManifest manifest) {
        return write(YAML, manifest);
    }

    /**
     * Reads {@code manifest.json}, or {@code manifest.yaml} where there is no JSON.
     *
     * @throws InvalidManifest with what was found and what is expected
     * @throws IOException where neither can be read
     */
    public static ModelManifest ofFolder(Path folder) throws IOException {
        Path json = folder.resolve("manifest.json");
        return Files.exists(json)
                ? fromJson(Files.readString(json))
                : fromYaml(Files.readString(folder.resolve("manifest.yaml")));
    }

    private static ModelManifest read(ObjectMapper mapper, String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidManifest("at most " + MAX_CHARACTERS + " characters expected, found " + text.length());
        }
        try {
            ModelManifest manifest = mapper.readValue(text, ModelManifest.class);
            if (manifest == null) {
                throw new InvalidManifest("a manifest expected, found null");
            }
            return manifest;
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof InvalidManifest invalid) {
                throw invalid;
            }
            throw new InvalidManifest("manifest does not fit its format: " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw new InvalidManifest("manifest cannot be parsed: " + e.getOriginalMessage());
        }
    }

    private static String write(ObjectMapper mapper, ModelManifest manifest) {
        try {
            return mapper.writeValueAsString(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a valid manifest can be written", e);
        }
    }
}
