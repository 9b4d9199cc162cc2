package dev.watchkeeper.local.rooms;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How a process says that it is ready. */
public sealed interface Ready {

    /** What it said, once it is ready. */
    Optional<String> said(Path log) throws InterruptedException;

    /** A line of its output that begins so. */
    record Line(String prefix) implements Ready {
        @Override
        public Optional<String> said(Path log) {
            try {
                // logs of a start are short; a decoding error must not hide the line
                return new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(line -> line.startsWith(prefix))
                        .findFirst();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /** A GET of this address answers 2xx. */
    record Http(String address) implements Ready {
        private static final HttpClient CLIENT =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        @Override
        public Optional<String> said(Path log) throws InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            try {
                int status = CLIENT.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                return status / 100 == 2 ? Optional.of(address) : Optional.empty();
            } catch (IOException notYet) {
                return Optional.empty();
            }
        }
    }
}
