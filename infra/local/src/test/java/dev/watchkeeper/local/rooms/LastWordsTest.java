package dev.watchkeeper.local.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LastWordsTest {

    @Test
    void trace_withCauses_isItsRoot() {
        assertThat(of("""
                12:00:01 INFO starting
                Exception in thread "main" java.lang.IllegalStateException: not started
                \tat dev.X.main(X.java:1)
                Caused by: java.io.IOException: half way
                \t... 3 more
                Caused by: java.net.BindException: Address already in use
                \tat java.base/y(Z.java:1)
                \t... 12 more
                """)).isEqualTo("java.net.BindException: Address already in use");
    }

    @Test
    void trace_withoutCauses_isItsFirstLine() {
        assertThat(of("""
                12:00:01 INFO starting
                org.postgresql.util.PSQLException: no pg_hba.conf entry
                \tat dev.X.main(X.java:1)
                \t... 12 more
                shutting down
                """)).isEqualTo("org.postgresql.util.PSQLException: no pg_hba.conf entry");
    }

    @Test
    void log_withoutATrace_isItsLastLine() {
        assertThat(of("READ the manual\nport 9092 is taken\n\n")).isEqualTo("port 9092 is taken");
        assertThat(of("12:00 ERROR an Exception: in a sentence\nthe end\n")).isEqualTo("the end");
    }

    @Test
    void emptyLog_saysSo() {
        assertThat(of("\n")).isEqualTo("it said nothing");
    }

    private static String of(String log) {
        return LastWords.of(log.lines().toList());
    }
}
