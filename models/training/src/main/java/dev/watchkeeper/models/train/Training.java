package dev.watchkeeper.models.train;

import dev.watchkeeper.models.baseline.Residual;
import dev.watchkeeper.models.contract.AlertRule;
import dev.watchkeeper.models.contract.ModelKind;
import dev.watchkeeper.models.contract.ModelManifest;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.train.fit.Weights;
import dev.watchkeeper.models.train.generate.GeneratedService;
import dev.watchkeeper.schemas.featureset.FeatureSet;
import dev.watchkeeper.schemas.featureset.FeatureSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The whole training: series model, entity model, folders. The same seed and size give the same bytes. */
public final class Training {

    /** Surprise at which a series' point counts as odd: one of a million. */
    private static final double SERIES_SURPRISE = 6;

    private static final double SERIES_LEAVE = .6;

    private final long seed;
    private final Size size;
    private final Consumer<String> progress;

    /** Both manifests. */
    public record Trained(ModelManifest series, ModelManifest entity) {}

    /** A training that tells how it goes on. */
    public Training(long seed, Size size, Consumer<String> progress) {
        this.seed = seed;
        this.size = size;
        this.progress = progress;
    }

    /** Trains and writes {@code series} and {@code entity} below a folder. */
    public Trained run(Path into) throws IOException {
        progress.accept("series   generating " + size.services() + " services, fitting");
        SeriesTraining.Fitted series = new SeriesTraining(seed, size).fit();
        tell("series", names(Residual.FEATURE_SET), series.weights());
        ModelManifest seriesManifest = writeSeries(into.resolve("series"), series);
        progress.accept("entity   generating " + size.services() + " services, fitting, " + size.quietServices()
                + " quiet ones of " + size.quietWeeks() + " weeks");
        EntityTraining.Fitted entity = new EntityTraining(seed, size, series).fit();
        tell("entity", names(EntityPool.FEATURE_SET), entity.weights());
        ModelManifest entityManifest = writeEntity(into.resolve("entity"), entity);
        return new Trained(seriesManifest, entityManifest);
    }

    private static List<String> names(String featureSet) {
        return FeatureSets.byReference(featureSet).features().stream()
                .map(FeatureSet.Feature::name)
                .toList();
    }

    private void tell(String model, List<String> names, Weights weights) {
        StringBuilder line = new StringBuilder(String.format("%-8s bias %.2f", model, weights.bias()));
        for (int f = 0; f < names.size(); f++) {
            float weight = weights.opening()[f] + weights.supporting()[f];
            if (weight > 0) {
                line.append(String.format(", %s %.2f", names.get(f), weight));
            }
            if (weights.slopes().length > 0 && weights.slopes()[f] > 0) {
                line.append(String.format(", %s x%.2f", names.get(f), weights.slopes()[f]));
            }
        }
        progress.accept(line.toString());
    }

    private ModelManifest writeSeries(Path folder, SeriesTraining.Fitted fitted) throws IOException {
        double enter = fitted.calibration().marginAt(SERIES_SURPRISE);
        AlertRule rule = new AlertRule(fitted.weights().bias(), enter, enter, SERIES_LEAVE, 1, 1);
        TreeMap<String, Double> metrics = new TreeMap<>();
        metrics.put("trainingOddRows", (double) fitted.rows().oddRows());
        metrics.put("heldOutNormalPoints", (double) fitted.heldOut());
        return ModelFolder.write(
                folder,
                "series-default",
                ModelKind.SERIES,
                Residual.FEATURE_SET,
                names(Residual.FEATURE_SET),
                0,
                fitted.weights(),
                fitted.calibration(),
                rule,
                fitted.rows(),
                seed,
                metrics);
    }

    private ModelManifest writeEntity(Path folder, EntityTraining.Fitted fitted) throws IOException {
        TreeMap<String, Double> metrics = new TreeMap<>();
        metrics.put("trainingOddRows", (double) fitted.rows().oddRows());
        metrics.put("heldOutNormalWindows", (double) fitted.heldOut());
        metrics.put("heldOutAlertsPerEntityAndFourWeeks", fitted.falseAlerts());
        return ModelFolder.write(
                folder,
                "entity-default",
                ModelKind.ENTITY,
                EntityPool.FEATURE_SET,
                names(EntityPool.FEATURE_SET),
                GeneratedService.WINDOW_MILLIS,
                fitted.weights(),
                fitted.calibration(),
                fitted.rule(),
                fitted.rows(),
                seed,
                metrics);
    }
}
