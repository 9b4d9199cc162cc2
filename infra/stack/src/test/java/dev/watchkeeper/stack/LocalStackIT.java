package dev.watchkeeper.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStackIT {

    @Test
    void broker_startedTwice_findsItsTopics(@TempDir Path folder) throws Exception {
        int port;
        try (LocalBroker broker = LocalBroker.start(folder);
                Admin admin = admin(broker)) {
            port = broker.port();
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        try (LocalBroker again = LocalBroker.start(folder, port);
                Admin admin = admin(again)) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void postgres_startedTwice_findsItsRows_andWritesForReal(@TempDir Path folder) throws Exception {
        try (LocalPostgres postgres = LocalPostgres.start(folder)) {
            postgres.createDatabases(List.of("shop"));
            try (var connection = DriverManager.getConnection(postgres.url("shop"), "postgres", "postgres");
                    var statement = connection.createStatement()) {
                statement.execute("create table kept (id int)");
                try (var fsync = statement.executeQuery("show fsync")) {
                    fsync.next();
                    assertThat(fsync.getString(1)).isEqualTo("on");
                }
            }
        }
        try (LocalPostgres again = LocalPostgres.start(folder)) {
            again.createDatabases(List.of("shop"));
            try (var connection = DriverManager.getConnection(again.url("shop"), "postgres", "postgres");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) from kept")) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
        }
    }

    @Test
    void registry_started_answersConfluentsApi(@TempDir Path folder) throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(folder.resolve("registry.log"))) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(registry.url() + "/subjects"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("[]");
        }
    }

    private static Admin admin(LocalBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
