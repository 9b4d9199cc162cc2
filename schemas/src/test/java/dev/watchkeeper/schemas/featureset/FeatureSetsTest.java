package dev.watchkeeper.schemas.featureset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FeatureSetsTest {

    @Test
    void service_hasItsFeaturesInOrder() {
        FeatureSet service = FeatureSets.service();
        assertThat(service.reference()).isEqualTo("service@1");
        assertThat(service.index("request_rate")).isZero();
        assertThat(service.features()).hasSize(17);
    }

    @Test
    void byReference_ofAnUnknownSet_saysWhich() {
        assertThatThrownBy(() -> FeatureSets.byReference("none@9")).hasMessage("no feature set none@9");
    }

    @Test
    void index_ofAnUnknownFeature_saysWhich() {
        assertThatThrownBy(() -> FeatureSets.service().index("nothing")).hasMessage("service@1 has no feature nothing");
    }

    @Test
    void featureSet_withTwoFeaturesOfOneName_isRefused() {
        FeatureSet.Feature twice = new FeatureSet.Feature("f", "1", "m", FeatureSet.Missing.ZERO);
        assertThatThrownBy(() -> new FeatureSet("s", 1, "d", List.of(twice, twice)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
