package dev.watchkeeper.shop.load;

/**
 * What became of the customers so far: {@code sent = ok + failed + under way}, and {@code dropped} were not sent since
 * too many were under way.
 *
 * @param ordersPerSecond what the daily shape asks for now
 */
public record LoadFigures(
        long sent, long ok, long failed, long dropped, int underWay, double ordersPerSecond, String shopTime) {}
