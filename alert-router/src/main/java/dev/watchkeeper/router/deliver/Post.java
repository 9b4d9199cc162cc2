package dev.watchkeeper.router.deliver;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** One HTTP POST of JSON, its answer typed by what may be done next. Redirects are not followed. */
final class Post {

    private static final int SHOWN = 200;

    private final HttpClient client;
    private final URI target;
    private final Duration patience;

    Post(URI target, Duration patience) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
        this.target = target;
        this.patience = patience;
    }

    void send(String body, Map<String, String> headers) throws DeliveryFailure, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            judge(response.statusCode(), response.body());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new DeliveryFailure(DeliveryFailure.Kind.NOT_APPLIED, target + " is not reachable", e);
        } catch (IOException e) {
            throw new DeliveryFailure(DeliveryFailure.Kind.UNKNOWN, target + " did not answer: " + e.getMessage(), e);
        }
    }

    private void judge(int status, String body) throws DeliveryFailure {
        if (status >= 200 && status < 300) {
            return;
        }
        String answer = target + " answered " + status + " "
                + body.substring(0, Math.min(SHOWN, body.length())).strip();
        if (status == 429 || status == 503) {
            throw new DeliveryFailure(DeliveryFailure.Kind.NOT_READY, answer);
        }
        if (status == 408 || status >= 500) {
            throw new DeliveryFailure(DeliveryFailure.Kind.UNKNOWN, answer);
        }
        boolean ours = status == 400 || status == 413 || status == 415 || status == 422;
        // 401, 403, 404 and redirects are mended by whoever configures the receiver: the same content may go later.
        throw new DeliveryFailure(ours ? DeliveryFailure.Kind.BAD_INPUT : DeliveryFailure.Kind.NOT_APPLIED, answer);
    }
}
