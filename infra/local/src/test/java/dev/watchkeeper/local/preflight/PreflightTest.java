package dev.watchkeeper.local.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.stack.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PreflightTest {

    @Test
    void port_thatIsTaken_isReplacedAndSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Preflight found = Preflight.look(Map.of("kafka", taken.getLocalPort()));
            assertThat(found.ports().get("kafka")).isNotNull().isNotEqualTo(taken.getLocalPort());
            assertThat(found.notes()).anyMatch(note -> note.contains(taken.getLocalPort() + " taken, using "));
        }
    }

    @Test
    void port_thatIsFree_isTakenAsItIs() {
        int free = Ports.free();
        Preflight found = Preflight.look(Map.of("kafka", free));
        assertThat(found.ports()).containsEntry("kafka", free);
        assertThat(found.notes()).contains("ports");
    }
}
