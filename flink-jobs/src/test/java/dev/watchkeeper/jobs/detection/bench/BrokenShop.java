package dev.watchkeeper.jobs.detection.bench;

import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A quarter of an hour of the shop with a fault in it, as records, and what the pure parts make of it.
 *
 * @param points in the order of their times
 * @param incidents every revision
 * @param windows how many
 */
public record BrokenShop(List<SeriesPoint> points, List<FeatureVector> vectors, List<Incident> incidents, int windows) {

    /** The length of the shop's day. */
    public static final Duration DAY = FaultRun.DAY;

    private static final long WARM = 7 * 60_000L;
    private static final long FAULT = 2 * 60_000L;
    private static final long AFTER = 3 * 60_000L;

    /** When the fault begins. */
    public static final long FAULT_FROM = FaultRun.START + WARM;

    /**
     * All payments fail for two minutes.
     *
     * @param withVectors whether there are vectors beside the series
     */
    public static BrokenShop paymentFails(boolean withVectors) {
        long from = FaultRun.START + WARM;
        ShopFault fault = new ShopFault(ShopFault.Kind.ERRORS, "payment", 3, from, from + FAULT);
        Shop shop = new Shop(7, FaultRun.START, List.of(fault));
        Pipeline pipeline = new Pipeline(FaultRun.thresholds(), DAY, StandInModels.series(), StandInModels.entity());
        List<SeriesPoint> points = new ArrayList<>();
        List<FeatureVector> vectors = new ArrayList<>();
        int windows = 0;
        for (long end = FaultRun.START + Shop.WINDOW; end <= from + FAULT + AFTER; end += Shop.WINDOW) {
            Shop.Window drawn = shop.window(end);
            Shop.Window window = withVectors ? drawn : new Shop.Window(end, drawn.points(), List.of());
            pipeline.window(window);
            points.addAll(window.points());
            vectors.addAll(window.vectors());
            windows++;
        }
        points.sort((a, b) -> Long.compare(a.getTimeMillis(), b.getTimeMillis()));
        return new BrokenShop(points, vectors, pipeline.incidents, windows);
    }
}
