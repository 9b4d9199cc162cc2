package dev.watchkeeper.models.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.models.baseline.Residual;
import dev.watchkeeper.models.pooling.EntityPool;
import dev.watchkeeper.models.pooling.Slot;
import dev.watchkeeper.models.scoring.LoadedModel;
import dev.watchkeeper.schemas.featureset.FeatureSet;
import dev.watchkeeper.schemas.featureset.FeatureSets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefaultModelsTest {

    private static List<String> names(LoadedModel model) {
        return model.manifest().inputs().stream().map(input -> input.name()).toList();
    }

    private static List<String> names(String featureSet) {
        return FeatureSets.byReference(featureSet).features().stream()
                .map(FeatureSet.Feature::name)
                .toList();
    }

    private static float margin(LoadedModel model, float[] row) {
        float[] margins = new float[1];
        model.scorer().score(row, 1, margins);
        return margins[0];
    }

    @Test
    void inputs_areThoseOfTheFeatureSets() {
        try (LoadedModel series = DefaultModels.series();
                LoadedModel entity = DefaultModels.entity()) {
            assertThat(names(series)).isEqualTo(names(Residual.FEATURE_SET)).hasSize(Residual.FEATURES);
            assertThat(names(entity)).isEqualTo(names(EntityPool.FEATURE_SET)).hasSize(EntityPool.FEATURES);
        }
    }

    @Test
    void normalMargin_isThatOfTheBaselineRow() {
        try (LoadedModel entity = DefaultModels.entity()) {
            assertThat((double) margin(entity, entity.baselineRow()))
                    .isEqualTo(entity.alertRule().normal());
        }
    }

    @Test
    void entityMargin_neverFallsWhereSomethingGetsOdder() {
        SplittableRandom random = new SplittableRandom(9);
        try (LoadedModel entity = DefaultModels.entity()) {
            for (int trial = 0; trial < 500; trial++) {
                float[] row = new float[EntityPool.FEATURES];
                for (int f = 0; f < row.length; f++) {
                    row[f] = (float) (8 * random.nextDouble());
                }
                float before = margin(entity, row);
                row[random.nextInt(row.length)] += 1;
                assertThat(margin(entity, row)).isGreaterThanOrEqualTo(before);
            }
        }
    }

    @Test
    void supportingSlots_allAtTheirMost_doNotAlertAlone() {
        try (LoadedModel entity = DefaultModels.entity()) {
            float[] row = new float[EntityPool.FEATURES];
            for (Slot slot : Slot.values()) {
                if (!slot.opens()) {
                    Arrays.fill(row, slot.ordinal() * 3, slot.ordinal() * 3 + 3, (float) EntityPool.MOST);
                }
            }
            assertThat((double) margin(entity, row))
                    .isLessThan(entity.alertRule().enter());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Slot.class,
            names = {"ERRORS_SELF", "LATENCY_SELF", "CALLS_OWN", "CPU", "MEMORY", "GC", "LOGS"})
    void openingSlot_atItsMost_alertsAlone(Slot slot) {
        try (LoadedModel entity = DefaultModels.entity()) {
            float[] row = new float[EntityPool.FEATURES];
            Arrays.fill(row, slot.ordinal() * 3, slot.ordinal() * 3 + 3, (float) EntityPool.MOST);
            assertThat((double) margin(entity, row))
                    .isGreaterThan(entity.alertRule().enter());
        }
    }

    @Test
    void margins_ofDefaultModels_doNotDependOnTheBatch() {
        SplittableRandom random = new SplittableRandom(4);
        try (LoadedModel series = DefaultModels.series();
                LoadedModel entity = DefaultModels.entity()) {
            for (LoadedModel model : List.of(series, entity)) {
                int features = model.scorer().features();
                float[] rows = new float[256 * features];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = (float) (6 * random.nextDouble());
                }
                float[] together = new float[256];
                model.scorer().score(rows, 256, together);
                for (int size : new int[] {1, 7, 64}) {
                    float[] some = new float[size];
                    for (int from = 0; from < 256; from += size) {
                        int count = Math.min(size, 256 - from);
                        model.scorer()
                                .score(
                                        Arrays.copyOfRange(rows, from * features, (from + count) * features),
                                        count,
                                        some);
                        assertThat(Arrays.copyOf(some, count))
                                .isEqualTo(Arrays.copyOfRange(together, from, from + count));
                    }
                }
            }
        }
    }
}
