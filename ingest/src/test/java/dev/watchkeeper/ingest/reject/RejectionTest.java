package dev.watchkeeper.ingest.reject;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

final class RejectionTest {

    private static Rejection rejection(String detail) {
        return new Rejection(Reason.NO_VALUE, detail, ByteString.EMPTY, 0, 1);
    }

    @Test
    void detail_upToTheBound_isKept_andCutBeyond() {
        String most = "x".repeat(Rejection.KEPT_CHARS);
        assertThat(rejection(most).detail()).isEqualTo(most);
        assertThat(rejection(most + "y").detail())
                .hasSize(Rejection.KEPT_CHARS)
                .startsWith("xxx")
                .endsWith("x…");
    }

    @Test
    void detail_isNeverCutWithinACharacter() {
        assertThat(rejection("x" + "😀".repeat(Rejection.KEPT_CHARS)).detail()).matches("x(😀)+…");
        assertThat(rejection("😀".repeat(Rejection.KEPT_CHARS)).detail()).matches("(😀)+…");
    }
}
