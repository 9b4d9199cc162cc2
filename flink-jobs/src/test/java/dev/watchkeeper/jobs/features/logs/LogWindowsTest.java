package dev.watchkeeper.jobs.features.logs;

import static dev.watchkeeper.jobs.kit.Telemetry.T0;
import static dev.watchkeeper.jobs.kit.Telemetry.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.features.window.Windows;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.LogRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogWindowsTest {

    private static final long FORGET = 3_600_000;
    private static final Windows WINDOWS = new Windows(10_000, 1_000);

    private KeyedOneInputStreamOperatorTestHarness<String, LogRecord, LogPartial> windows;

    @BeforeEach
    void open() throws Exception {
        windows = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new LogWindows(WINDOWS, 200, FORGET)),
                line -> EntityKeys.key(line.getEntity()),
                Types.STRING);
        windows.open();
    }

    @AfterEach
    void close() throws Exception {
        windows.close();
    }

    @Test
    void silentService_isForgottenAfterItsTime_notBefore() throws Exception {
        send(5_000);
        windows.processWatermark(T0 + 11_000 + FORGET - 1);
        assertThat(windows.numKeyedStateEntries()).isPositive();
        windows.processWatermark(T0 + 11_000 + FORGET);
        assertThat(windows.numKeyedStateEntries()).isZero();
        assertThat(windows.numEventTimeTimers()).isZero();
    }

    @Test
    void serviceThatGoesOn_isNotForgotten_andHasOneTimerForIt() throws Exception {
        for (long time = 5_000; time <= FORGET; time += 60_000) {
            send(time);
            windows.processWatermark(T0 + time + 10_000);
            assertThat(windows.numEventTimeTimers()).isEqualTo(1);
        }
        windows.processWatermark(T0 + 11_000 + FORGET);
        assertThat(windows.numKeyedStateEntries()).isPositive();
        assertThat(windows.extractOutputValues())
                .filteredOn(partial -> partial.templates().get(0).isNew())
                .hasSize(1);
    }

    private void send(long time) throws Exception {
        windows.processElement(new StreamRecord<>(line("orders", 9, "order paid", time)));
    }
}
