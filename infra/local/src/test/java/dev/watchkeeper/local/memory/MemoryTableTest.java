package dev.watchkeeper.local.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MemoryTableTest {

    private static final String ROLLUP = """
            55d0c8a00000-7ffd3b3f9000 ---p 00000000 00:00 0                          [rollup]
            Rss:              102400 kB
            Pss:               51200 kB
            Pss_Dirty:         40000 kB
            Pss_Anon:          39000 kB
            Shared_Clean:       2000 kB
            """;

    @Test
    void rollup_isReadByItsOwnFields() {
        assertThat(Footprint.parsed(ROLLUP.lines().toList())).isEqualTo(new Footprint(102_400, 51_200));
        assertThatThrownBy(() -> Footprint.parsed(List.of("Rss: 1 kB"))).hasMessageContaining("Pss:");
    }

    @Test
    void processes_areKnownByInstanceOrProgram() {
        assertThat(MemoryTable.name(
                        List.of("/jdk/bin/java", "-cp", "x", "dev.watchkeeper.shop.ServiceMain", "order", "order-1")))
                .isEqualTo("order-1");
        assertThat(MemoryTable.name(List.of("postgres: checkpointer   ", ""))).isEqualTo("postgres");
        assertThat(MemoryTable.name(List.of("/tmp/pg/bin/postgres", "-D", "x"))).isEqualTo("postgres");
        assertThat(MemoryTable.name(List.of())).isEqualTo("?");
    }

    @Test
    void lines_endWithTheSum() {
        Map<String, Footprint> rows = new LinkedHashMap<>();
        rows.put("broker", new Footprint(204_800, 102_400));
        rows.put("shop/order-1", new Footprint(102_400, 51_200));
        assertThat(new MemoryTable(rows).lines().stream().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("process (MiB) RSS PSS", "broker 200 100", "shop/order-1 100 50", "sum 300 150");
    }

    @Test
    void table_ofARealProcess_countsItsChildren() throws Exception {
        Process parent = new ProcessBuilder("/bin/sh", "-c", "sleep 60 & echo ready; wait").start();
        try {
            assertThat(parent.inputReader().readLine()).isEqualTo("ready");
            MemoryTable table = MemoryTable.of(
                    Map.of("room", parent.pid()), ProcessHandle.current().pid());
            assertThat(table.rows()).containsKey("room").hasSize(3);
            assertThat(table.rows().values()).allMatch(footprint -> footprint.pssKb() > 0);
        } finally {
            parent.descendants().forEach(ProcessHandle::destroy);
            parent.destroy();
        }
    }
}
