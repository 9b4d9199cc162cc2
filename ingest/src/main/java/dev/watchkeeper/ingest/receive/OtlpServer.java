package dev.watchkeeper.ingest.receive;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerPort;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import dev.watchkeeper.ingest.decode.Signal;
import dev.watchkeeper.ingest.publish.Route;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The ports. Both speak gRPC and HTTP, and serve {@code GET /health} and {@code GET /metrics}; two are bound because
 * senders expect two.
 */
public final class OtlpServer implements AutoCloseable {

    /** gRPC puts five bytes before a message. */
    private static final int FRAME_BYTES = 5;

    private final Server server;

    private OtlpServer(Server server) {
        this.server = server;
    }

    /**
     * What the ports need to know.
     *
     * @param host the address to bind to
     * @param grpcPort 0 for any
     * @param httpPort 0 for any
     * @param maxBytes bytes of one request's body, on the wire and inflated
     * @param retryAfter when a sender that was turned away should come again
     * @param requestTimeout how long a request may take in all
     * @param threads threads that decode and publish
     * @param maxWaiting requests that may wait for one of them
     */
    public record Settings(
            String host,
            int grpcPort,
            int httpPort,
            int maxBytes,
            Duration retryAfter,
            Duration requestTimeout,
            int threads,
            int maxWaiting) {}

    /**
     * Binds and serves.
     *
     * @param viaHttp takes what comes over HTTP
     * @param viaGrpc takes what comes over gRPC
     * @param inFlight the bytes under way
     * @param health what has to be well
     * @param metrics the metrics' text, as Prometheus reads it
     */
    public static OtlpServer start(
            Settings settings,
            List<Route<?, ?>> routes,
            Intake viaHttp,
            Intake viaGrpc,
            InFlight inFlight,
            Health health,
            Supplier<String> metrics) {
        ServerBuilder builder = Server.builder()
                .http(new InetSocketAddress(settings.host(), settings.grpcPort()))
                .http(new InetSocketAddress(settings.host(), settings.httpPort()))
                .maxRequestLength(0) // Admission counts, and answers in OTLP's words
                .requestTimeout(settings.requestTimeout())
                .blockingTaskExecutor(new Workers(settings.threads(), settings.maxWaiting()), true)
                .gracefulShutdownTimeout(Duration.ofMillis(200), Duration.ofSeconds(10));
        for (Route<?, ?> route : routes) {
            HttpService http = new OtlpHttp<>(route, viaHttp, settings.maxBytes(), settings.retryAfter());
            builder.route()
                    .post(route.signal().path())
                    .decorator(service -> new Admission(service, inFlight, settings.maxBytes()))
                    .build(http);
        }
        builder.service(
                grpc(settings, routes, viaGrpc),
                service -> new Admission(service, inFlight, settings.maxBytes() + FRAME_BYTES));
        builder.service("/health", (ctx, request) -> answer(health));
        builder.service(
                "/metrics",
                (ctx, request) -> HttpResponse.of(
                        HttpStatus.OK, MediaType.parse("text/plain; version=0.0.4; charset=utf-8"), metrics.get()));
        Server server = builder.build();
        server.start().join();
        return new OtlpServer(server);
    }

    private static GrpcService grpc(Settings settings, List<Route<?, ?>> routes, Intake intake) {
        List<Signal<?>> signals = new ArrayList<>();
        GrpcServiceBuilder grpc = GrpcService.builder()
                .supportedSerializationFormats(GrpcSerializationFormats.PROTO)
                .maxRequestMessageLength(settings.maxBytes())
                .useBlockingTaskExecutor(true)
                .useClientTimeoutHeader(false);
        for (Route<?, ?> route : routes) {
            signals.add(route.signal());
            grpc.addService(new OtlpGrpc<>(route, intake, settings.retryAfter()).definition());
        }
        return grpc.exceptionHandler(new GrpcFailures(intake, signals, settings.maxBytes(), settings.retryAfter()))
                .build();
    }

    private static HttpResponse answer(Health health) {
        return health.problem()
                .map(problem -> HttpResponse.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        MediaType.JSON,
                        "{\"status\":\"DOWN\",\"reason\":\"" + problem + "\"}"))
                .orElseGet(() -> HttpResponse.of(HttpStatus.OK, MediaType.JSON, "{\"status\":\"UP\"}"));
    }

    /** The port that is announced for gRPC. */
    public int grpcPort() {
        return port(0);
    }

    /** The port that is announced for HTTP. */
    public int httpPort() {
        return port(1);
    }

    private int port(int index) {
        List<ServerPort> ports = List.copyOf(server.activePorts().values());
        return ports.get(Math.min(index, ports.size() - 1)).localAddress().getPort();
    }

    /** Takes no more, waits for what is under way, and unbinds. */
    @Override
    public void close() {
        server.stop().join();
    }
}
