package dev.watchkeeper.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.shop.config.ShopConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The shop as it is: service processes of their own on a real PostgreSQL, telemetry into files. No customers. */
@TestInstance(Lifecycle.PER_CLASS)
class ShopIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Recorded recorded;
    private final EmbeddedPostgres postgres;
    private final Shop shop;
    private final Customer customer;

    ShopIT(@TempDir Path folder) throws IOException, SQLException, InterruptedException {
        recorded = new Recorded(folder);
        postgres = EmbeddedPostgres.builder().start();
        shop = Shop.open(
                ShopConfig.of(
                        "postgres.url=jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                        "record.dir=" + folder,
                        "control.port=0",
                        "order.port=0",
                        "inventory.port=0",
                        "payment.ports=0,0",
                        "load.enabled=false"),
                Clock.systemUTC(),
                event -> {},
                System.out::println);
        customer = new Customer(shop);
    }

    @BeforeAll
    void paymentsThatTheBankApproves() {
        // The bank's answer follows from the order's id; these tests use ids that it approves.
        assertThat(customer.order("warm-2", "sku-01", 1).status()).isEqualTo(201);
    }

    @AfterEach
    void mend() {
        for (JsonNode fault : customer.control("GET", "/state").body().path("faults")) {
            customer.faultOff(fault.path("kind").asText(), fault.path("service").asText());
        }
    }

    @AfterAll
    void close() throws IOException {
        shop.close();
        postgres.close();
    }

    @Test
    void order_goesThrough_andItsTraceJoinsAllServices() {
        assertThat(customer.order("through-1", "sku-02", 2).body().path("state").asText())
                .isEqualTo("paid");
        assertThat(customer.get("order", "/orders/through-1")
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("paid");
        assertThat(customer.stock("sku-02")).isEqualTo(398);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(recorded.traceOf("/orders", "Order through-1 paid"))
                        .extracting(Recorded.Span::service, Recorded.Span::name)
                        .contains(
                                tuple("order", "POST /orders"),
                                tuple("inventory", "POST /reservations"),
                                tuple("inventory", "UPDATE stock"),
                                tuple("payment", "POST /payments"),
                                tuple("payment", "INSERT payments")));
    }

    @Test
    void order_sentTwice_isBoughtOnce() {
        customer.order("twice-1", "sku-03", 5);
        assertThat(customer.order("twice-1", "sku-03", 5).body().path("state").asText())
                .isEqualTo("paid");
        assertThat(customer.stock("sku-03")).isEqualTo(395);
    }

    @Test
    void order_thatMakesNoSense_isTheCustomersFault() {
        assertThat(customer.order("nonsense-1", "sku-03", 0).status()).isEqualTo(400);
        assertThat(customer.get("order", "/orders/none").status()).isEqualTo(404);
    }

    @Test
    void stock_underManyOrdersAtOnce_neverFallsBelowZero() throws Exception {
        // 400 pieces; two orders of 180 fit, and the 40 that are left are just enough not to be filled up.
        ExecutorService many = Executors.newFixedThreadPool(10);
        try {
            List<Callable<String>> reservations = IntStream.range(0, 20)
                    .<Callable<String>>mapToObj(n -> () -> customer.reserve("crowd-" + n, "sku-04", 180))
                    .toList();
            List<String> answers =
                    many.invokeAll(reservations).stream().map(ShopIT::answer).toList();
            assertThat(answers).filteredOn("done"::equals).hasSize(2);
            assertThat(answers).filteredOn("sold out"::equals).hasSize(18);
        } finally {
            many.shutdownNow();
        }
        assertThat(customer.stock("sku-04")).isEqualTo(40);
    }

    private static String answer(Future<String> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("a reservation got no answer", e);
        }
    }

    @Test
    void paymentFails_orderIsUndoneInReverseOrder() {
        assertThat(customer.faultOn("errors", "payment", 3)).isEqualTo("every one of the payments answers 500");
        assertThat(customer.order("undone-1", "sku-05", 3).status()).isEqualTo(502);
        assertThat(customer.stock("sku-05")).isEqualTo(400);
        assertThat(customer.get("order", "/orders/undone-1")
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("cancelled");
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Recorded.Span> trace = recorded.traceOf("/orders", "Order undone-1 cancelled, step pay failed");
            assertThat(trace.stream().filter(Recorded.Span::failed).map(span -> span.service() + " " + span.name()))
                    .contains("payment POST /payments", "order POST /payments", "order POST /orders");
            assertThat(trace.stream()
                            .filter(span -> span.service().equals("order"))
                            .map(Recorded.Span::name))
                    .containsSubsequence(
                            "INSERT orders",
                            "POST /reservations",
                            "POST /payments",
                            "POST /reservations/{id}/release",
                            "UPDATE orders");
        });
        customer.faultOff("errors", "payment");
        assertThat(customer.order("undone-2", "sku-05", 3).status()).isEqualTo(201);
    }

    @Test
    void errors_ofStrengthOne_failOneRequestOfFour() {
        assertThat(customer.faultOn("errors", "inventory", 1)).isEqualTo("1 of 4 inventory requests answers 500");
        assertThat(IntStream.range(0, 8)
                        .filter(n -> customer.get("inventory", "/stock/sku-06").status() == 500))
                .hasSize(2);
        customer.faultOff("errors", "inventory");
        assertThat(IntStream.range(0, 8)
                        .filter(n -> customer.get("inventory", "/stock/sku-06").status() == 500))
                .isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(recorded.logs("inventory-1"))
                        .anyMatch(line -> line.contains("GET /stock/{id} failed") && line.contains("IllegalState")));
    }

    @Test
    void slowDatabase_statementsSleepInsidePostgres_untilOff() {
        customer.faultOn("slow-db", "inventory", 3);
        CompletableFuture<Long> stock = CompletableFuture.supplyAsync(() -> customer.stock("sku-07"));
        await().atMost(PATIENCE).until(this::sleepsInPostgres);
        assertThat(stock.join()).isEqualTo(400);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(recorded.spans("inventory-1"))
                        .anyMatch(span -> span.name().equals("SELECT stock")
                                && span.length().compareTo(Duration.ofSeconds(1)) >= 0));
        customer.faultOff("slow-db", "inventory");
        int before = recorded.spans("inventory-1").size();
        customer.stock("sku-07");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(recorded.spans("inventory-1"))
                        .hasSizeGreaterThan(before)
                        .last()
                        .matches(span -> span.length().compareTo(Duration.ofSeconds(1)) < 0));
    }

    /** Whether a connection of inventory sleeps inside PostgreSQL now. */
    private boolean sleepsInPostgres() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var result = connection
                        .createStatement()
                        .executeQuery("select count(*) from pg_stat_activity where datname = 'shop_inventory'"
                                + " and wait_event = 'PgSleep'")) {
            return result.next() && result.getInt(1) > 0;
        }
    }

    @Test
    void down_killsTheProcesses_andOffBringsThemBack() {
        List<Long> pids = customer.pids("payment");
        customer.faultOn("down", "payment", 1);
        assertThat(pids)
                .hasSize(2)
                .allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
        assertThat(customer.order("down-1", "sku-08", 1).status()).isEqualTo(502);
        assertThat(customer.stock("sku-08")).isEqualTo(400);
        assertThat(customer.control("POST", "/restart?service=payment").status())
                .isEqualTo(409);
        customer.faultOff("down", "payment");
        assertThat(customer.order("down-2", "sku-08", 1).status()).isEqualTo(201);
    }

    @Test
    void memoryLeak_fillsTheHeap_andOffGivesItBack() {
        long pid = customer.pids("order").get(0);
        long before = Jvm.liveBytes(pid);
        customer.faultOn("memory-leak", "order", 3);
        await().atMost(PATIENCE).until(() -> Jvm.liveBytes(pid) > before + 1_000_000);
        customer.faultOff("memory-leak", "order");
        await().atMost(PATIENCE).until(() -> Jvm.liveBytes(pid) < before + 500_000);
    }

    @Test
    void cpu_isReallyUsed_andOffEndsIt() {
        long pid = customer.pids("inventory").get(0);
        customer.faultOn("cpu", "inventory", 3);
        Duration before = Jvm.processorTime(pid);
        await().atMost(PATIENCE)
                .until(() -> Jvm.processorTime(pid).minus(before).compareTo(Duration.ofSeconds(1)) > 0);
        assertThat(Jvm.threads(pid)).contains("price-index");
        customer.faultOff("cpu", "inventory");
        assertThat(Jvm.threads(pid)).doesNotContain("price-index");
    }

    @Test
    void logStorm_writesLines_andOffEndsIt() {
        long pid = customer.pids("payment").get(0);
        customer.faultOn("log-storm", "payment", 2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(recorded.logs("payment-1"))
                        .filteredOn(line -> line.contains("Audit") || line.contains("audit"))
                        .hasSizeGreaterThan(100));
        assertThat(Jvm.threads(pid)).contains("audit-trail");
        customer.faultOff("log-storm", "payment");
        assertThat(Jvm.threads(pid)).doesNotContain("audit-trail");
    }

    @Test
    void process_thatDies_isRestartedWithItsFaults() {
        customer.faultOn("errors", "inventory", 3);
        long pid = customer.pids("inventory").get(0);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> customer.pids("inventory").stream().anyMatch(now -> now != pid));
        assertThat(customer.get("inventory", "/stock/sku-09").status()).isEqualTo(500);
        assertThat(customer.events()).contains("died");
    }

    @Test
    void orders_thatAnEndedProcessLeftPending_areTakenBackByTheNext() throws SQLException {
        assertThat(customer.reserve("left-1", "sku-11", 5)).isEqualTo("done");
        try (var connection = postgres.getDatabase("postgres", "shop_order").getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into orders (id, sku, quantity, state) values ('left-1', 'sku-11', 5, 'pending')");
        }
        assertThat(customer.control("POST", "/restart?service=order").status()).isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> customer.get("order", "/orders/left-1")
                        .body()
                        .path("state")
                        .asText()
                        .equals("cancelled"));
        assertThat(customer.stock("sku-11")).isEqualTo(400);
    }

    @Test
    void deployment_changesTheVersion_withoutAFailedOrder() {
        assertThat(customer.control("POST", "/deploy?service=payment&version=1.6.0")
                        .body()
                        .path("text")
                        .asText())
                .isEqualTo("payment 1.5.1 to 1.6.0");
        assertThat(customer.order("deployed-1", "sku-10", 1).status()).isEqualTo(201);
        assertThat(customer.order("deployed-2", "sku-10", 1).status()).isEqualTo(201);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(recorded.spans("payment-2"))
                        .anyMatch(span -> span.version().equals("1.6.0")));
        assertThat(customer.events()).contains("deployment");
    }

    @Test
    void control_mistakesOfTheCaller_areSaid() {
        assertThat(customer.control("PUT", "/faults/rain?service=payment").status())
                .isEqualTo(400);
        assertThat(customer.control("PUT", "/faults/cpu?service=bank").status()).isEqualTo(400);
        assertThat(customer.control("PUT", "/faults/cpu?service=payment&strength=4")
                        .status())
                .isEqualTo(400);
        assertThat(customer.control("PUT", "/faults/cpu").status()).isEqualTo(400);
        assertThat(customer.control("GET", "/nothing").status()).isEqualTo(404);
    }

    @Test
    void metrics_ofEachInstance_areComplete() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(recorded.metrics("order-1"))
                        .contains(
                                "http.server.request.duration",
                                "jvm.memory.used",
                                "jvm.memory.used_after_last_gc",
                                "jvm.gc.duration",
                                "jvm.cpu.recent_utilization",
                                "jvm.thread.count",
                                "db.client.connection.count",
                                "db.client.connection.pending_requests",
                                "orders.created",
                                "orders.paid"));
    }
}
