package dev.watchkeeper.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchkeeper.shop.config.ShopConfig;
import dev.watchkeeper.shop.fault.FaultKind;
import dev.watchkeeper.shop.fault.Strength;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor with real processes, which are no real services. */
class SupervisorIT {

    private final EventLog events = new EventLog(Clock.systemUTC(), event -> {});
    private final Path folder;
    private final Supervisor supervisor;

    SupervisorIT(@TempDir Path folder) {
        this.folder = folder;
        this.supervisor = new Supervisor(
                ShopConfig.of("postgres.url=jdbc:postgresql://127.0.0.1:1/postgres", "record.dir=" + folder),
                MoodyService.class,
                events,
                line -> {});
    }

    @BeforeEach
    void start() throws InterruptedException {
        supervisor.start();
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    @Test
    void down_whoseEndFindsNoNewProcess_isOver_andTheServiceIsTriedUntilItComes() throws Exception {
        supervisor.faultOn(FaultKind.DOWN, "inventory", new Strength(1));
        Path broken = Files.createFile(folder.resolve(MoodyService.BROKEN));
        supervisor.faultOff(FaultKind.DOWN, "inventory");
        assertThat(supervisor.faults().get("inventory")).isEmpty();
        assertThat(inventory().state()).isEqualTo(Instance.State.DEAD);

        Files.delete(broken);
        await().atMost(Duration.ofSeconds(30)).until(() -> inventory().state() == Instance.State.UP);
    }

    /** Told only once its port answers, the first orders would fail. */
    @Test
    void order_knowsTheOthers_beforeItBegins() {
        assertThat(folder.resolve("order-1"))
                .content()
                .contains("peer inventory http://127.0.0.1:7002\n")
                .contains("peer payment http://127.0.0.1:7003,http://127.0.0.1:7004\n");
    }

    private Instance inventory() {
        return supervisor.instances().stream()
                .filter(instance -> instance.service().equals("inventory"))
                .findFirst()
                .orElseThrow();
    }
}
