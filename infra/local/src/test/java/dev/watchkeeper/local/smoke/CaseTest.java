package dev.watchkeeper.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CaseTest {

    @Test
    void parsed_withAService_isThatOne() {
        assertThat(Case.parsed(List.of("errors@payment"))).containsExactly(new Case("errors", "payment"));
    }

    @Test
    void parsed_withoutAService_isEachService() {
        assertThat(Case.parsed(List.of("down")))
                .containsExactlyInAnyOrder(
                        new Case("down", "payment"), new Case("down", "inventory"), new Case("down", "order"));
    }

    @Test
    void all_isSixFaultsOnThreeServices() {
        assertThat(Case.all()).hasSize(18).doesNotHaveDuplicates();
    }

    @Test
    void parsed_ofAnUnknownFault_saysWhichThereAre() {
        assertThatThrownBy(() -> Case.parsed(List.of("flood@payment")))
                .hasMessageContaining("flood")
                .hasMessageContaining("errors");
    }
}
