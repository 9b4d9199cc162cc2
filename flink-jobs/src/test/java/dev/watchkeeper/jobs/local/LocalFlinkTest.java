package dev.watchkeeper.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class LocalFlinkTest {

    /** As the kernel writes 127.0.0.1, ::ffff:127.0.0.1 and ::1. */
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

    private static final String LISTEN = "0A";

    @Test
    void cluster_listensOnLoopbackOnly() throws Exception {
        try (LocalFlink flink = LocalFlink.start(new Configuration())) {
            assertThat(flink.ui().getHost()).isEqualTo("127.0.0.1");
            // The web UI and the blob server at least.
            assertThat(listeners()).hasSizeGreaterThanOrEqualTo(2).allMatch(LOOPBACK::contains);
        }
    }

    /** The addresses that this process listens on, as the kernel writes them. */
    private static List<String> listeners() throws IOException {
        Set<String> sockets = sockets();
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.trim().split("\\s+", -1);
                if (fields[3].equals(LISTEN) && sockets.contains("socket:[" + fields[9] + "]")) {
                    addresses.add(fields[1].substring(0, fields[1].indexOf(':')));
                }
            }
        }
        return addresses;
    }

    private static Set<String> sockets() throws IOException {
        Set<String> links = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) { // the one that lists them is closed by now
                    links.add(Files.readSymbolicLink(file).toString());
                }
            }
        }
        return links;
    }
}
