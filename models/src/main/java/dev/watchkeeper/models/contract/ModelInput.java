package dev.watchkeeper.models.contract;

/**
 * One number of a model's row.
 *
 * @param name the feature's name in the feature set
 * @param unit UCUM
 * @param baseline its value where nothing is odd: what explanations start from, and what a missing value becomes
 */
public record ModelInput(String name, String unit, double baseline) {

    public ModelInput {
        if (name.isBlank()) {
            throw new InvalidManifest("an input's name is expected, found nothing");
        }
        if (!Double.isFinite(baseline)) {
            throw new InvalidManifest("input " + name + ": a finite baseline is expected, found " + baseline);
        }
    }
}
