package dev.watchkeeper.review.security;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often somebody may be wrong: five times in five minutes for a name from an address, fifty times for an address.
 * Thread-safe, bounded.
 */
public final class LoginLimit {

    /** How long failures count. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    static final int PER_NAME = 5;
    static final int PER_ADDRESS = 50;
    private static final int MAX_KEYS = 10_000;

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    private record Failures(int count, long sinceMillis) {}

    /** By this clock. */
    public LoginLimit(Clock clock) {
        this.clock = clock;
    }

    /** Seconds until the next try may be made; 0 for now. */
    public synchronized long waitSeconds(String name, String address) {
        return Math.max(wait(key(name, address), PER_NAME), wait(address, PER_ADDRESS));
    }

    /** It was wrong. */
    public synchronized void failed(String name, String address) {
        count(key(name, address));
        count(address);
    }

    /** It was right: the name's failures from there are forgotten. */
    public synchronized void succeeded(String name, String address) {
        failures.remove(key(name, address));
    }

    private long wait(String key, int allowed) {
        Failures known = live(key);
        if (known == null || known.count() < allowed) {
            return 0;
        }
        long leftMillis = known.sinceMillis() + WINDOW.toMillis() - clock.millis();
        return Math.max(1, (leftMillis + 999) / 1000);
    }

    private void count(String key) {
        Failures known = live(key);
        failures.put(
                key,
                known == null ? new Failures(1, clock.millis()) : new Failures(known.count() + 1, known.sinceMillis()));
        if (failures.size() > MAX_KEYS) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    private @Nullable Failures live(String key) {
        Failures known = failures.get(key);
        if (known != null && clock.millis() - known.sinceMillis() >= WINDOW.toMillis()) {
            failures.remove(key);
            return null;
        }
        return known;
    }

    private static String key(String name, String address) {
        return name.toLowerCase(java.util.Locale.ROOT) + "\n" + address;
    }
}
