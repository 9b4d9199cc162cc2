package dev.watchkeeper.models.contract;

/**
 * What a model was trained on.
 *
 * @param description which data, in a sentence
 * @param licence under which it may be used
 * @param sha256 hash of the rows and labels as the trainer saw them
 * @param rows how many
 * @param seed of everything random
 */
public record TrainingData(String description, String licence, String sha256, long rows, long seed) {

    public TrainingData {
        if (!ModelManifest.HASH.matcher(sha256).matches()) {
            throw new InvalidManifest("trainingData.sha256: 64 hex digits are expected, found '" + sha256 + "'");
        }
        if (rows <= 0) {
            throw new InvalidManifest("trainingData.rows: more than 0 are expected, found " + rows);
        }
    }
}
