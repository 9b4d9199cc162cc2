package dev.watchkeeper.shop;

import dev.watchkeeper.shop.config.ShopConfig;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;

/** Runs the shop: {@code ShopMain [FILE.properties] [key=value…]}. Prints {@code READY shop …} when customers come. */
public final class ShopMain {

    private ShopMain() {}

    /** Runs until a signal comes. */
    public static void main(String... arguments) throws Exception {
        ShopConfig config;
        try {
            config = ShopConfig.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Shop shop = Shop.open(
                config,
                Clock.systemUTC(),
                event -> say(LocalTime.ofInstant(event.time(), ZoneId.systemDefault())
                                .truncatedTo(ChronoUnit.SECONDS)
                        + " " + event.kind() + " "
                        + (event.instance().isEmpty() ? event.service() : event.instance()) + ": " + event.text()),
                ShopMain::say);
        Runtime.getRuntime().addShutdownHook(new Thread(shop::close));
        say("READY shop " + shop.addresses());
        new CountDownLatch(1).await();
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
