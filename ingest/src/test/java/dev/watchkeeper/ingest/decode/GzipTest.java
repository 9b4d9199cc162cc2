package dev.watchkeeper.ingest.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class GzipTest {

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static Reason refusal(byte[] body) {
        return catchThrowableOfType(BadInput.class, () -> Gzip.inflate(body, 1000, read -> {}))
                .reason();
    }

    @Test
    void inflated_atTheBound_isTaken() throws Exception {
        AtomicInteger grown = new AtomicInteger();
        assertThat(Gzip.inflate(gzip(new byte[1000]), 1000, grown::addAndGet)).hasSize(1000);
        assertThat(grown).hasValue(1000);
    }

    @Test
    void inflated_overTheBound_isTooLarge() throws IOException {
        assertThat(refusal(gzip(new byte[1001]))).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void bomb_isStoppedWhileItInflates() throws IOException {
        byte[] bomb = gzip(new byte[64 * 1024 * 1024]);
        AtomicInteger grown = new AtomicInteger();
        BadInput refused =
                catchThrowableOfType(BadInput.class, () -> Gzip.inflate(bomb, 1024 * 1024, grown::addAndGet));
        assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(grown.get()).isLessThanOrEqualTo(1024 * 1024);
    }

    @Test
    void gzip_cutShort_isTruncated() throws IOException {
        byte[] whole = gzip("some text that is long enough to be cut".getBytes(UTF_8));
        assertThat(refusal(Arrays.copyOf(whole, whole.length - 12))).isEqualTo(Reason.TRUNCATED);
        assertThat(refusal(new byte[0])).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void plainText_isNoGzip() {
        assertThat(refusal("no gzip at all".getBytes(UTF_8))).isEqualTo(Reason.NOT_OTLP);
    }
}
