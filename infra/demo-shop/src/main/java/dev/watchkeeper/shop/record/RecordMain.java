package dev.watchkeeper.shop.record;

import dev.watchkeeper.shop.Shop;
import dev.watchkeeper.shop.config.ShopConfig;
import dev.watchkeeper.shop.load.DayShape;
import dev.watchkeeper.shop.load.LoadFigures;
import dev.watchkeeper.shop.supervise.ShopEvent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Records fault-free shop days: {@code RecordMain DIR [days=3] [load.day=PT30M …]} runs the shop on a PostgreSQL of its
 * own, keeps the raw lines in {@code DIR/raw} and packs them into {@code DIR/packed}. What an interrupted run left is
 * packed with {@code RecordMain --pack DIR}.
 */
public final class RecordMain {

    private static final Duration PROGRESS = Duration.ofMinutes(1);

    private final Path folder;
    private final Path raw;
    private final int days;
    private final Properties given;

    private RecordMain(Path folder, int days, Properties given) {
        this.folder = folder;
        this.raw = folder.resolve("raw");
        this.days = days;
        this.given = given;
    }

    /** Exits with 0 when the recording is packed and small enough, 1 if it is too large. */
    public static void main(String... arguments) throws Exception {
        if (arguments.length == 2 && arguments[0].equals("--pack")) {
            System.exit(pack(Path.of(arguments[1])) ? 0 : 1);
        }
        int days = 3;
        Properties given = new Properties();
        for (int i = 1; i < arguments.length; i++) {
            String[] pair = arguments[i].split("=", 2);
            if (pair[0].equals("days")) {
                days = Integer.parseInt(pair[1]);
            } else {
                given.setProperty(pair[0], pair[1]);
            }
        }
        RecordMain recording = new RecordMain(Path.of(arguments[0]), days, given);
        recording.record();
        System.exit(pack(recording.folder) ? 0 : 1);
    }

    private void record() throws Exception {
        Files.createDirectories(raw);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "32MB")
                .start()) {
            ShopConfig config = config(postgres.getPort());
            try (Shop shop = Shop.open(config, Clock.systemUTC(), this::keep, RecordMain::say)) {
                Thread hook = new Thread(shop::close);
                Runtime.getRuntime().addShutdownHook(hook);
                say("READY record " + shop.addresses());
                run(shop, config);
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private ShopConfig config(int postgresPort) {
        Properties all = new Properties();
        all.setProperty("control.port", "0");
        all.setProperty("order.port", "7101");
        all.setProperty("inventory.port", "7102");
        all.setProperty("payment.ports", "7103,7104");
        all.setProperty("payment.version", "1.5.0");
        all.putAll(given);
        all.setProperty("postgres.url", "jdbc:postgresql://127.0.0.1:" + postgresPort + "/postgres");
        all.setProperty("postgres.user", "postgres");
        all.setProperty("record.dir", raw.toString());
        return ShopConfig.of(all);
    }

    private void run(Shop shop, ShopConfig config) throws InterruptedException {
        Plan plan = Plan.of(new DayShape(config.load().day()), config.load().dayOffset(), days);
        List<Plan.Event> coming = new ArrayList<>(plan.events());
        long start = System.nanoTime();
        Duration nextProgress = PROGRESS;
        while (true) {
            Duration passed = Duration.ofNanos(System.nanoTime() - start);
            if (passed.compareTo(plan.length()) >= 0) {
                return;
            }
            if (!coming.isEmpty() && coming.get(0).at().compareTo(passed) <= 0) {
                happen(shop, coming.remove(0));
            }
            if (passed.compareTo(nextProgress) >= 0) {
                progress(passed, plan.length(), shop.load().figures());
                nextProgress = nextProgress.plus(PROGRESS);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static void happen(Shop shop, Plan.Event event) throws InterruptedException {
        switch (event.kind()) {
            case PEAK -> shop.events().add("peak", "", "", event.text());
            case DEPLOYMENT -> shop.supervisor().deploy(event.text(), "1.5.1");
            case RESTART -> shop.supervisor().restart(event.text());
        }
    }

    private void progress(Duration passed, Duration length, LoadFigures figures) {
        say(String.format(
                Locale.ROOT,
                "%d of %d min, shop time %s, %d sent, %d failed, %d dropped, %.1f MB raw",
                passed.toMinutes(),
                length.toMinutes(),
                figures.shopTime(),
                figures.sent(),
                figures.failed(),
                figures.dropped(),
                rawBytes() / 1e6));
    }

    private long rawBytes() {
        try (var files = Files.list(raw)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(ShopEvent event) {
        say(event.kind() + " " + event.service() + " " + event.instance() + " " + event.text());
        try {
            Files.writeString(
                    raw.resolve("events.jsonl"),
                    event.json() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean pack(Path folder) throws IOException {
        long sum = 0;
        for (Pack.Packed packed : new Pack(folder.resolve("raw"), folder.resolve("packed")).pack()) {
            say(String.format(
                    Locale.ROOT,
                    "%s: %d lines, %d unreadable, %d bytes",
                    packed.file(),
                    packed.lines(),
                    packed.unreadable(),
                    packed.bytes()));
            sum += packed.bytes();
        }
        say("together " + sum + " bytes of at most " + Pack.MOST_BYTES);
        return sum <= Pack.MOST_BYTES;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
