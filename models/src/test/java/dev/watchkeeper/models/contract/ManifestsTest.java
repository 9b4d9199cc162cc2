package dev.watchkeeper.models.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {

    private final ModelManifest manifest = ManifestFixtures.entity(2, ManifestFixtures.HASH, MissingValues.IMPUTE);

    @Test
    void json_readBack_isTheSame() {
        assertThat(Manifests.fromJson(Manifests.toJson(manifest))).isEqualTo(manifest);
    }

    @Test
    void yaml_readBack_isTheSame() {
        assertThat(Manifests.fromYaml(Manifests.toYaml(manifest))).isEqualTo(manifest);
    }

    @Test
    void missingValues_inText_areLowerCase() {
        assertThat(Manifests.toJson(manifest)).contains("\"missingValues\" : \"impute\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\" : 1|\"format\" : 2|format: 1 expected, found 2",
                "\"test-model\"|\"Test Model\"|name: lower case letters, digits and hyphens expected, found 'Test Model'",
                "\"version\" : 3|\"version\" : 0|version: 1 or more expected, found 0",
                "\"ENTITY\"|\"PLANT\"|does not fit its format",
                "entity-residuals@1|entity-residuals|featureSet: name@version expected, found 'entity-residuals'",
                "\"name\" : \"x1\"|\"name\" : \"x0\"|inputs: different names expected",
                "\"impute\"|\"guess\"|does not fit its format",
                "-3.0, 0.0, 2.0|-3.0, 0.0, 0.0|calibration: finite, growing knots",
                "\"needed\" : 2|\"needed\" : 4|1 <= needed <= of <= 16 is expected, found 4 of 3",
                "\"rows\" : 10|\"rows\" : 0|trainingData.rows: more than 0 are expected, found 0",
                "\"windowMillis\"|\"windowSeconds\"|does not fit its format",
            })
    void json_thatBreaksTheContract_isRefusedWithWhatWasFound(String from, String to, String message) {
        String broken = Manifests.toJson(manifest).replace(from, to);
        assertThat(broken).isNotEqualTo(Manifests.toJson(manifest));
        assertThatThrownBy(() -> Manifests.fromJson(broken))
                .isInstanceOf(InvalidManifest.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"{", "null", "[]", "''"})
    void json_thatIsNoManifest_isRefused(String text) {
        assertThatThrownBy(() -> Manifests.fromJson(text)).isInstanceOf(InvalidManifest.class);
    }

    @Test
    void calibration_missingWhereItJudges_isRefused() {
        String without = Manifests.toJson(manifest).replaceAll("(?s)\"calibration\" : \\{.*?\\},", "");
        assertThatThrownBy(() -> Manifests.fromJson(without))
                .isInstanceOf(InvalidManifest.class)
                .hasMessageContaining("calibration: a table expected, found null");
    }
}
