package dev.watchkeeper.shop;

import dev.watchkeeper.shop.config.ShopConfig;
import dev.watchkeeper.shop.fault.FaultKind;
import dev.watchkeeper.shop.fault.Faults;
import dev.watchkeeper.shop.fault.Strength;
import dev.watchkeeper.shop.inventory.InventoryService;
import dev.watchkeeper.shop.order.OrderService;
import dev.watchkeeper.shop.payment.PaymentService;
import dev.watchkeeper.shop.serve.Calls;
import dev.watchkeeper.shop.serve.Database;
import dev.watchkeeper.shop.serve.Exporters;
import dev.watchkeeper.shop.serve.HttpService;
import dev.watchkeeper.shop.serve.Identity;
import dev.watchkeeper.shop.serve.Peer;
import dev.watchkeeper.shop.serve.Telemetry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One service instance in a process of its own: {@code ServiceMain SERVICE INSTANCE VERSION PORT [key=value…]}, with
 * the keys of {@link ShopConfig}.
 *
 * <p>It takes a command a line from stdin and answers each with {@code ACK}. What comes before {@code begin} holds before
 * the port answers; then it says {@code READY INSTANCE port=N} on stdout:
 *
 * <pre>
 * begin                 the port may answer
 * on KIND STRENGTH      a fault begins
 * off KIND              a fault ends
 * peer SERVICE URI,URI  where another service's instances are
 * </pre>
 *
 * The end of stdin means that the supervisor is gone: the service ends too, so none is ever left behind.
 */
public final class ServiceMain {

    private static final long HOUSEKEEPING_SECONDS = 20;

    private final Faults faults = new Faults();
    private final Map<String, Peer> peers = new TreeMap<>();
    private final BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private ServiceMain() {
        for (String service : new String[] {"inventory", "payment"}) {
            peers.put(service, new Peer(service));
        }
    }

    /** Runs until stdin ends or a signal comes. */
    public static void main(String... arguments) throws Exception {
        Identity identity = new Identity(arguments[0], arguments[1], arguments[2]);
        ShopConfig config = ShopConfig.of(Arrays.copyOfRange(arguments, 4, arguments.length));
        new ServiceMain().run(identity, Integer.parseInt(arguments[3]), config);
    }

    private void run(Identity identity, int port, ShopConfig config)
            throws IOException, SQLException, InterruptedException {
        Telemetry telemetry = Telemetry.start(identity, exporters(identity, config));
        Database database = new Database(config.postgres(), identity.database(), telemetry, faults);
        HttpService http = new HttpService(port, telemetry, faults);
        Optional<OrderService> orders = addRoutes(identity, http, database, telemetry);
        obeyUntil("begin");
        http.start();
        WarmUp.run(http.port(), "/" + readable(identity.service()) + "/none", new Calls(telemetry));
        System.gc();
        telemetry.open();
        ScheduledExecutorService housekeeping = housekeeping();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            http.close();
            housekeeping.shutdownNow();
            faults.close();
            telemetry.close();
            database.close();
        }));
        say("READY " + identity.instance() + " port=" + http.port());
        orders.ifPresent(ServiceMain::takeBackLeftBehind);
        obeyUntil("end");
        System.exit(0);
    }

    /** A route that reads one row. */
    private static String readable(String service) {
        return switch (service) {
            case "inventory" -> "stock";
            default -> service + "s";
        };
    }

    private static Exporters exporters(Identity identity, ShopConfig config) throws IOException {
        if (config.recordDir().isPresent()) {
            return Exporters.files(config.recordDir().get(), identity.instance());
        }
        return config.otlpEndpoint().map(Exporters::otlp).orElseGet(Exporters::nowhere);
    }

    private Optional<OrderService> addRoutes(
            Identity identity, HttpService http, Database database, Telemetry telemetry) throws SQLException {
        switch (identity.service()) {
            case "order" -> {
                OrderService orders =
                        new OrderService(database, new Calls(telemetry), peer("inventory"), peer("payment"), telemetry);
                orders.serveOn(http);
                return Optional.of(orders);
            }
            case "inventory" -> new InventoryService(database).serveOn(http);
            case "payment" -> new PaymentService(database).serveOn(http);
            default -> throw new IllegalArgumentException("unknown service " + identity.service());
        }
        return Optional.empty();
    }

    private static void takeBackLeftBehind(OrderService orders) {
        Thread work = new Thread(
                () -> {
                    try {
                        orders.takeBackLeftBehind();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "left-behind");
        work.setDaemon(true);
        work.start();
    }

    /**
     * A full collection now and then keeps such small heaps small in memory, and makes the heap after collection a
     * figure that is at most that old.
     */
    private static ScheduledExecutorService housekeeping() {
        ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "housekeeping");
            thread.setDaemon(true);
            return thread;
        });
        housekeeping.scheduleWithFixedDelay(System::gc, HOUSEKEEPING_SECONDS, HOUSEKEEPING_SECONDS, TimeUnit.SECONDS);
        return housekeeping;
    }

    private Peer peer(String service) {
        Peer peer = peers.get(service);
        if (peer == null) {
            throw new IllegalArgumentException("unknown service " + service);
        }
        return peer;
    }

    /** Carries out commands until this one comes, or stdin ends. */
    private void obeyUntil(String last) throws IOException {
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.equals(last)) {
                return;
            }
            obey(line.split(" ", -1));
            say("ACK " + line);
        }
    }

    private void obey(String... command) {
        switch (command[0]) {
            case "on" -> faults.on(FaultKind.of(command[1]), new Strength(Integer.parseInt(command[2])));
            case "off" -> faults.off(FaultKind.of(command[1]));
            case "peer" ->
                peer(command[1])
                        .instances(Arrays.stream(command[2].split(",", -1))
                                .filter(uri -> !uri.isEmpty())
                                .map(URI::create)
                                .toList());
            default -> throw new IllegalArgumentException("unknown command " + command[0]);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
