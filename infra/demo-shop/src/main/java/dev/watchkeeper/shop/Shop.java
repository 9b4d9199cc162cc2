package dev.watchkeeper.shop;

import dev.watchkeeper.shop.config.ShopConfig;
import dev.watchkeeper.shop.load.LoadGenerator;
import dev.watchkeeper.shop.supervise.ControlServer;
import dev.watchkeeper.shop.supervise.Databases;
import dev.watchkeeper.shop.supervise.EventLog;
import dev.watchkeeper.shop.supervise.ShopEvent;
import dev.watchkeeper.shop.supervise.Supervisor;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The whole shop: databases, then services, then the control endpoint, then customers. */
public final class Shop implements AutoCloseable {

    private final Supervisor supervisor;
    private final ControlServer control;
    private final LoadGenerator load;
    private final EventLog events;

    private Shop(Supervisor supervisor, ControlServer control, LoadGenerator load, EventLog events) {
        this.supervisor = supervisor;
        this.control = control;
        this.load = load;
        this.events = events;
    }

    /** Starts everything and returns when customers come. */
    public static Shop open(ShopConfig config, Clock clock, Consumer<ShopEvent> listener, Consumer<String> output)
            throws SQLException, IOException, InterruptedException {
        Databases.create(config.postgres());
        EventLog events = new EventLog(clock, listener);
        Supervisor supervisor = new Supervisor(config, ServiceMain.class, events, output);
        try {
            supervisor.start();
            String run = Long.toString(clock.millis() / 1_000, 36);
            LoadGenerator load = new LoadGenerator(config.load(), run, supervisor::address);
            ControlServer control = new ControlServer(config.controlPort(), supervisor, events, load::figures);
            if (config.load().enabled()) {
                load.start();
            }
            return new Shop(supervisor, control, load, events);
        } catch (IOException | InterruptedException | RuntimeException e) {
            supervisor.close();
            throw e;
        }
    }

    /** Says where everything is: {@code order=7001 inventory=7002 payment=7003,7004 control=7070}. */
    public String addresses() {
        return "order=" + ports("order") + " inventory=" + ports("inventory") + " payment=" + ports("payment")
                + " control=" + control.port();
    }

    private String ports(String service) {
        return supervisor.ports(service).stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Who keeps the services. */
    public Supervisor supervisor() {
        return supervisor;
    }

    /** The customers. */
    public LoadGenerator load() {
        return load;
    }

    /** What happened so far. */
    public EventLog events() {
        return events;
    }

    /** The port of the control endpoint. */
    public int controlPort() {
        return control.port();
    }

    @Override
    public void close() {
        load.close();
        control.close();
        supervisor.close();
    }
}
