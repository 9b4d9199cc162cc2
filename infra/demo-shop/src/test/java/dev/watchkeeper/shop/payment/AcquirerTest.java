package dev.watchkeeper.shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcquirerTest {

    private static final int ORDERS = 20_000;
    private final Acquirer acquirer = new Acquirer();

    private double share(Acquirer.Answer answer) {
        return IntStream.range(0, ORDERS)
                        .filter(n -> acquirer.fate("t0z8k-" + n).answer() == answer)
                        .count()
                / (double) ORDERS;
    }

    @Test
    void fate_ofAnOrder_isAlwaysTheSame() {
        assertThat(acquirer.fate("t0z8k-17")).isEqualTo(new Acquirer().fate("t0z8k-17"));
    }

    @Test
    void answers_comeInTheirShares() {
        assertThat(share(Acquirer.Answer.DECLINED)).isCloseTo(0.012, within(0.004));
        assertThat(share(Acquirer.Answer.UNREACHABLE)).isCloseTo(0.003, within(0.002));
    }

    @Test
    void answers_takeTheirTime() {
        double[] sorted = IntStream.range(0, ORDERS)
                .mapToDouble(n -> acquirer.fate("t0z8k-" + n).millis())
                .sorted()
                .toArray();
        assertThat(sorted[ORDERS / 2]).isBetween(15.0, 21.0);
        assertThat(sorted[ORDERS - 1]).isLessThanOrEqualTo(250);
    }
}
