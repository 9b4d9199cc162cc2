package dev.watchkeeper.local.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.stack.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /** A port of the ephemeral range may be an outgoing connection's by the time its room binds it. */
    @Test
    void portsOfAny_areDistinct_andBelowTheEphemeralRange() {
        Map<String, Integer> any =
                IntStream.range(0, 200).boxed().collect(Collectors.toMap(number -> "port-" + number, number -> 0));
        assertThat(Preflight.look(any).ports().values())
                .hasSize(200)
                .doesNotHaveDuplicates()
                .allMatch(port -> port >= 16_000 && port < 32_768);
    }
}
