package dev.watchkeeper.shop.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerTest {

    private static final URI ONE = URI.create("http://127.0.0.1:7003");
    private static final URI TWO = URI.create("http://127.0.0.1:7004");

    private final Peer payment = new Peer("payment");

    @Test
    void instances_areTakenInTurn() {
        payment.instances(List.of(ONE, TWO));
        assertThat(List.of(payment.next(), payment.next(), payment.next(), payment.next()))
                .containsExactly(ONE, TWO, ONE, TWO);
    }

    @Test
    void instance_takenOut_getsNothing() {
        payment.instances(List.of(ONE, TWO));
        payment.instances(List.of(TWO));
        assertThat(List.of(payment.next(), payment.next())).containsOnly(TWO);
    }

    @Test
    void service_withoutInstances_isSaid() {
        assertThatThrownBy(payment::next).hasMessage("no instance of payment is known");
    }
}
