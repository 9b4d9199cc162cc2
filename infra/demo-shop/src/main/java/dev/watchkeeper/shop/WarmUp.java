package dev.watchkeeper.shop;

import dev.watchkeeper.shop.serve.Calls;
import dev.watchkeeper.shop.serve.Json;
import dev.watchkeeper.shop.serve.Peer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * Requests that a new process sends itself before it takes real ones: the first customer shall not wait for classes to
 * be loaded, which takes a second and looks like a fault.
 */
final class WarmUp {

    private static final int ROUNDS = 40;

    private WarmUp() {}

    /** Reads what isn't there and posts where nothing is: HTTP in and out, JSON and a statement, and nothing changes. */
    static void run(int port, String path, Calls calls) throws IOException, InterruptedException {
        URI self = URI.create("http://127.0.0.1:" + port);
        Peer peer = new Peer("self");
        peer.instances(List.of(self));
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest read = HttpRequest.newBuilder(self.resolve(path)).build();
        for (int round = 0; round < ROUNDS; round++) {
            client.send(read, HttpResponse.BodyHandlers.discarding());
            calls.post(peer, "/none", "", Json.object().put("order", "none"));
        }
    }
}
