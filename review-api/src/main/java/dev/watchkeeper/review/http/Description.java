package dev.watchkeeper.review.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of the API, kept by hand beside it; a test holds it against the mappings. */
@RestController
final class Description {

    private final byte[] document;

    Description() {
        try (InputStream stream = Description.class.getResourceAsStream("/openapi.json")) {
            if (stream == null) {
                throw new IllegalStateException("openapi.json is missing from the jar");
            }
            document = stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.json cannot be read", e);
        }
    }

    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> read() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document);
    }
}
