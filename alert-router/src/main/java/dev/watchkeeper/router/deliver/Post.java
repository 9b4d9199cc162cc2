package dev.watchkeeper.router.deliver;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP POST of JSON, its answer typed by what may be done next. Redirects are not followed. The patience covers the
 * answer's body too, and no more of it is read than is shown: a receiver that stalls or never ends holds nobody up.
 */
final class Post {

    /** Bytes of an answer's body that are read and shown. */
    static final int SHOWN = 200;

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
            HttpResponse<String> response = answer(request.build());
            judge(response.statusCode(), response.body());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new DeliveryFailure(DeliveryFailure.Kind.NOT_APPLIED, target + " is not reachable", e);
        } catch (IOException e) {
            throw new DeliveryFailure(DeliveryFailure.Kind.UNKNOWN, target + " did not answer: " + e.getMessage(), e);
        }
    }

    /** The client's own timeout ends when headers have arrived. */
    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, head -> new FirstBytes(SHOWN));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("nothing whole within " + patience);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private void judge(int status, String body) throws DeliveryFailure {
        if (status >= 200 && status < 300) {
            return;
        }
        String answer = target + " answered " + status + " " + body.strip();
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
