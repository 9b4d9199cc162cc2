package dev.watchkeeper.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.schemas.record.PointState;
import dev.watchkeeper.schemas.record.Signal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BaselineBytesTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final SeriesKind HEAP = SeriesKind.of(Signal.MEMORY, "jvm.memory.used", "By", "floor", "");

    private final SplittableRandom random = new SplittableRandom(2);

    private Walk lived(SeriesKind kind, int points) {
        Walk walk = new Walk(kind, DAY, 60_000);
        for (int i = 0; i < points; i++) {
            walk.next(1e6 + 1e5 * random.nextGaussian(), i == 500 ? PointState.RESTART : PointState.OK, i % 97 == 0);
        }
        return walk;
    }

    @Test
    void state_writtenAndRead_goesOnWithTheSameBits() {
        Walk walk = lived(HEAP, 3000);
        SeriesBaseline copy = BaselineBytes.fromBytes(BaselineBytes.toBytes(walk.baseline), DAY);
        Residual other = new Residual();
        for (int i = 0; i < 500; i++) {
            double value = 1e6 + 1e5 * random.nextGaussian();
            walk.next(value);
            copy.step(HEAP, walk.baseline.lastTimeMillis(), value, 100, 0, PointState.OK, false, other);
            assertThat(other).usingRecursiveComparison().isEqualTo(walk.residual);
        }
        assertThat(BaselineBytes.toBytes(copy)).isEqualTo(BaselineBytes.toBytes(walk.baseline));
    }

    @Test
    void size_isAsStated() {
        assertThat(BaselineBytes.size(new SeriesBaseline(DAY))).isEqualTo(128);
        assertThat(BaselineBytes.size(lived(SeriesKind.UNKNOWN, 10).baseline)).isEqualTo(128);
        assertThat(BaselineBytes.size(lived(SeriesKind.UNKNOWN, 100).baseline)).isEqualTo(128 + 96 * 5);
        assertThat(BaselineBytes.size(lived(HEAP, 100).baseline)).isEqualTo(128 + 64 + 96 * 5);
        assertThat(BaselineBytes.MAX_BYTES).isEqualTo(672);
    }

    @Test
    void onePoint_rewritesTheHeadAndAFewBytesMore() {
        Walk walk = lived(HEAP, 3000);
        byte[] before = BaselineBytes.toBytes(walk.baseline);
        walk.next(1.1e6);
        byte[] after = BaselineBytes.toBytes(walk.baseline);
        int rewritten = 0;
        for (int i = 0; i < after.length; i++) {
            rewritten += before[i] != after[i] ? 1 : 0;
        }
        assertThat(rewritten).isLessThanOrEqualTo(128);
    }

    @Test
    void read_replacesAllThatWasThere() {
        Walk walk = lived(HEAP, 700);
        SeriesBaseline used = lived(SeriesKind.UNKNOWN, 900).baseline;
        BaselineBytes.read(ByteBuffer.wrap(BaselineBytes.toBytes(walk.baseline)), used);
        assertThat(BaselineBytes.toBytes(used)).isEqualTo(BaselineBytes.toBytes(walk.baseline));
    }

    @Test
    void bytes_ofAnotherLayout_areRefused() {
        byte[] bytes = BaselineBytes.toBytes(new SeriesBaseline(DAY));
        bytes[0] = 9;
        assertThatThrownBy(() -> BaselineBytes.fromBytes(bytes, DAY)).hasMessage("layout 1 expected, found 9");
    }

    @Test
    void bytes_cutShortOrTooMany_areRefused() {
        byte[] bytes = BaselineBytes.toBytes(lived(HEAP, 100).baseline);
        assertThatThrownBy(() -> BaselineBytes.fromBytes(java.util.Arrays.copyOf(bytes, 100), DAY))
                .hasMessageContaining("128 bytes or more expected, found 100");
        assertThatThrownBy(() -> BaselineBytes.fromBytes(java.util.Arrays.copyOf(bytes, bytes.length - 1), DAY))
                .hasMessageContaining("96 bins in 544 bytes expected");
        assertThatThrownBy(() -> BaselineBytes.fromBytes(java.util.Arrays.copyOf(bytes, bytes.length + 1), DAY))
                .hasMessageContaining("bytes expected, found");
    }
}
