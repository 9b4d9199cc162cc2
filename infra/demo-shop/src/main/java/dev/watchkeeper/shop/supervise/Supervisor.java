package dev.watchkeeper.shop.supervise;

import dev.watchkeeper.shop.config.ShopConfig;
import dev.watchkeeper.shop.fault.FaultKind;
import dev.watchkeeper.shop.fault.Strength;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps the service instances running, restarts one that ends by itself, and does to them what the control endpoint
 * asks for. All changes happen on one thread, in the order in which they were asked for.
 */
public final class Supervisor implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(40);
    private static final long RESTART_AFTER_MILLIS = 500;
    private static final long TRY_AGAIN_AFTER_MILLIS = 2_000;
    /** How long an instance that no new requests come to gets for those that it has. */
    private static final long DRAIN_MILLIS = 400;

    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, Map<FaultKind, Strength>> faults = new ConcurrentHashMap<>();
    private final Launch launch;
    private final EventLog events;
    private final Consumer<String> output;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "keeper");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closing;

    /**
     * A supervisor of instances that {@link #start()} starts.
     *
     * @param service the class with the main method of a service instance
     * @param output gets every line that the instances print
     */
    public Supervisor(ShopConfig config, Class<?> service, EventLog events, Consumer<String> output) {
        this.launch = new Launch(config, service);
        this.events = events;
        this.output = output;
        String version = config.serviceVersion();
        instances.add(new Instance("order", "order-1", config.orderPort(), version));
        instances.add(new Instance("inventory", "inventory-1", config.inventoryPort(), version));
        for (int port : config.paymentPorts()) {
            instances.add(new Instance("payment", "payment-" + (instances.size() - 1), port, config.paymentVersion()));
        }
        instances.forEach(instance -> faults.computeIfAbsent(
                instance.service(), name -> Collections.synchronizedMap(new EnumMap<>(FaultKind.class))));
    }

    /** Starts all instances at once and waits for them. */
    public void start() throws InterruptedException {
        run(() -> {
            Map<Instance, Child> children = new LinkedHashMap<>();
            for (Instance instance : instances) {
                children.put(instance, spawn(instance));
            }
            for (Map.Entry<Instance, Child> started : children.entrySet()) {
                welcome(started.getKey(), started.getValue());
            }
            announce(List.of());
            return "started";
        });
    }

    /** Where requests to a service go: its first instance. */
    public URI address(String service) {
        return of(service).get(0).uri();
    }

    /** The ports of a service's instances. */
    public List<Integer> ports(String service) {
        return of(service).stream().map(Instance::port).toList();
    }

    List<Instance> instances() {
        return instances;
    }

    Map<String, Map<FaultKind, Strength>> faults() {
        return faults;
    }

    /**
     * Breaks a service.
     *
     * @return what really happens, in a sentence
     * @throws IllegalArgumentException if there is no such service
     */
    public String faultOn(FaultKind kind, String service, Strength strength) throws InterruptedException {
        List<Instance> targets = of(service);
        return run(() -> {
            active(service).put(kind, strength);
            for (Instance instance : targets) {
                Child child = instance.child();
                if (kind == FaultKind.DOWN) {
                    instance.became(Instance.State.STOPPED);
                    if (child != null) {
                        child.kill();
                    }
                } else if (child != null && instance.state() == Instance.State.UP) {
                    child.tell("on " + kind.text() + " " + strength.value());
                }
            }
            String sentence = FaultSentence.of(kind, service, strength);
            events.add("fault-on", service, "", kind.text() + " " + strength.value() + ": " + sentence);
            return sentence;
        });
    }

    /** Puts a fault of a service right again. */
    public String faultOff(FaultKind kind, String service) throws InterruptedException {
        List<Instance> targets = of(service);
        return run(() -> {
            if (active(service).remove(kind) == null) {
                return kind.text() + " was not on at " + service;
            }
            for (Instance instance : targets) {
                Child child = instance.child();
                if (kind == FaultKind.DOWN) {
                    comeBack(instance);
                } else if (child != null && instance.state() == Instance.State.UP) {
                    child.tell("off " + kind.text());
                }
            }
            announce(List.of());
            events.add("fault-off", service, "", kind.text() + " is over");
            return kind.text() + " is over at " + service;
        });
    }

    /** Restarts a service, one instance after the other. */
    public String restart(String service) throws InterruptedException {
        return roll(service, "restart", "");
    }

    /** Restarts a service with another version, one instance after the other. */
    public String deploy(String service, String version) throws InterruptedException {
        if (!version.matches("[0-9A-Za-z.+_-]{1,40}")) {
            throw new IllegalArgumentException("version: 1 to 40 letters, digits, .+_- expected, found " + version);
        }
        return roll(service, "deployment", version);
    }

    private String roll(String service, String kind, String version) throws InterruptedException {
        List<Instance> targets = of(service);
        return run(() -> {
            if (active(service).containsKey(FaultKind.DOWN)) {
                throw new IllegalStateException(service + " is down: switch that fault off first");
            }
            String text = version.isEmpty()
                    ? service + " restarts"
                    : service + " " + targets.get(0).version() + " to " + version;
            events.add(kind, service, "", text);
            for (Instance instance : targets) {
                if (!version.isEmpty()) {
                    instance.version(version);
                }
                again(instance, targets.size() > 1);
            }
            return text;
        });
    }

    /** Ends an instance in good order and starts it again; with others beside it, requests go to those meanwhile. */
    private void again(Instance instance, boolean others) throws InterruptedException {
        if (others) {
            announce(List.of(instance));
            TimeUnit.MILLISECONDS.sleep(DRAIN_MILLIS);
        }
        instance.became(Instance.State.STOPPED);
        Child child = instance.child();
        if (child != null) {
            child.stop();
        }
        comeBack(instance);
        announce(List.of());
    }

    private Child spawn(Instance instance) {
        Child child = Child.start(instance.name(), launch.command(instance), output);
        child.whenEnded(code -> later(() -> ended(instance, child, code), 0));
        if (instance.service().equals("order")) {
            peerCommands(List.of()).forEach(child::write); // before its port answers: else the first orders fail
        }
        child.write("begin");
        return child;
    }

    /** Waits for a new process and tells it what holds: the faults that are on. */
    private void welcome(Instance instance, Child child) throws InterruptedException {
        try {
            instance.up(child, child.awaitReady(START));
        } catch (IllegalStateException e) {
            child.kill(); // one that is late would answer beside the next
            throw e;
        }
        for (Map.Entry<FaultKind, Strength> fault :
                Map.copyOf(active(instance.service())).entrySet()) {
            if (fault.getKey() != FaultKind.DOWN) {
                child.tell(
                        "on " + fault.getKey().text() + " " + fault.getValue().value());
            }
        }
        events.add(
                "up",
                instance.service(),
                instance.name(),
                "port " + instance.port() + ", version " + instance.version());
    }

    /** Tells the order service where the others are. */
    private void announce(List<Instance> except) throws InterruptedException {
        for (Instance order : of("order")) {
            Child child = order.child();
            if (child == null || order.state() != Instance.State.UP) {
                continue;
            }
            for (String command : peerCommands(except)) {
                child.tell(command);
            }
        }
    }

    private List<String> peerCommands(List<Instance> except) {
        return Stream.of("inventory", "payment")
                .map(peer -> "peer " + peer + " "
                        + of(peer).stream()
                                .filter(instance -> instance.port() != 0 && !except.contains(instance))
                                .map(instance -> instance.uri().toString())
                                .collect(Collectors.joining(",")))
                .toList();
    }

    private void ended(Instance instance, Child child, int code) throws InterruptedException {
        if (closing || instance.child() != child || instance.state() != Instance.State.UP) {
            return;
        }
        instance.became(Instance.State.DEAD);
        if (code == Child.OUT_OF_MEMORY) {
            events.add("out-of-memory", instance.service(), instance.name(), "the heap is full, the process ended");
        } else {
            events.add("died", instance.service(), instance.name(), "the process ended with code " + code);
        }
        later(() -> revive(instance), RESTART_AFTER_MILLIS);
    }

    private void revive(Instance instance) throws InterruptedException {
        if (closing || instance.state() != Instance.State.DEAD) {
            return;
        }
        comeBack(instance);
        announce(List.of());
    }

    /** Starts an instance; one that does not come is dead, and tried again until it does. */
    private void comeBack(Instance instance) throws InterruptedException {
        try {
            welcome(instance, spawn(instance));
        } catch (IllegalStateException e) {
            instance.became(Instance.State.DEAD);
            output.accept("[" + instance.name() + "] " + e.getMessage() + ", trying again");
            later(() -> revive(instance), TRY_AGAIN_AFTER_MILLIS);
        }
    }

    private Map<FaultKind, Strength> active(String service) {
        return faults.getOrDefault(service, Map.of());
    }

    private List<Instance> of(String service) {
        List<Instance> found = instances.stream()
                .filter(instance -> instance.service().equals(service))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("unknown service " + service + "; known: order, inventory, payment");
        }
        return found;
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void later(Work work, long afterMillis) {
        if (!closing) {
            keeper.schedule(
                    () -> {
                        try {
                            work.run();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    afterMillis,
                    TimeUnit.MILLISECONDS);
        }
    }

    private <T> T run(Callable<T> work) throws InterruptedException {
        try {
            return keeper.submit(work).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Ends all instances in good order. */
    @Override
    public void close() {
        closing = true;
        keeper.shutdownNow();
        List<Thread> stops = instances.stream()
                .map(Instance::child)
                .filter(Objects::nonNull)
                .map(child -> new Thread(() -> stop(child)))
                .toList();
        stops.forEach(Thread::start);
        try {
            for (Thread stop : stops) {
                stop.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(Child child) {
        try {
            child.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
