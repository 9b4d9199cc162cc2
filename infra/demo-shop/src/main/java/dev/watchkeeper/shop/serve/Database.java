package dev.watchkeeper.shop.serve;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.watchkeeper.shop.config.ShopConfig;
import dev.watchkeeper.shop.fault.Faults;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A service's database: a small pool, a CLIENT span for each statement, the pool's own figures. */
public final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 4;

    /** Puts parameters into a statement. */
    public interface Parameters {
        /** Called once before the statement runs. */
        void put(PreparedStatement statement) throws SQLException;
    }

    /** Makes a value of a result's first row. */
    public interface Row<T> {
        /** Called at most once. */
        T read(ResultSet row) throws SQLException;
    }

    private final HikariDataSource pool;
    private final Faults faults;
    private final Tracer tracer;
    private final String name;
    private final String host;
    private final long port;

    /** Opens the pool; connections are made when they are first needed. */
    public Database(ShopConfig.Postgres postgres, String name, Telemetry telemetry, Faults faults) {
        this.faults = faults;
        this.tracer = telemetry.tracer();
        this.name = name;
        URI address = URI.create(postgres.urlOf(name).substring("jdbc:".length()));
        this.host = address.getHost();
        this.port = address.getPort() < 0 ? 5432 : address.getPort();
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(postgres.urlOf(name));
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(3_000);
        config.setInitializationFailTimeout(15_000);
        this.pool = new HikariDataSource(config);
        measurePool(telemetry);
    }

    private void measurePool(Telemetry telemetry) {
        Attributes pooled =
                Attributes.builder().put("db.client.connection.pool.name", name).build();
        Attributes used =
                pooled.toBuilder().put("db.client.connection.state", "used").build();
        Attributes idle =
                pooled.toBuilder().put("db.client.connection.state", "idle").build();
        HikariPoolMXBean figures = pool.getHikariPoolMXBean();
        telemetry
                .meter()
                .upDownCounterBuilder("db.client.connection.count")
                .setUnit("{connection}")
                .buildWithCallback(count -> {
                    count.record(figures.getActiveConnections(), used);
                    count.record(figures.getIdleConnections(), idle);
                });
        telemetry
                .meter()
                .upDownCounterBuilder("db.client.connection.pending_requests")
                .setUnit("{request}")
                .buildWithCallback(count -> count.record(figures.getThreadsAwaitingConnection(), pooled));
        telemetry
                .meter()
                .upDownCounterBuilder("db.client.connection.max")
                .setUnit("{connection}")
                .buildWithCallback(count -> count.record(CONNECTIONS, pooled));
    }

    /** Runs statements without span or fault, one process of the service at a time: the tables are made with it. */
    public void prepare(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(4711)");
            try {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } finally {
                statement.execute("select pg_advisory_unlock(4711)");
            }
        }
    }

    /**
     * Runs one statement and reads the first row of its result.
     *
     * @param operation {@code SELECT}, {@code INSERT}, {@code UPDATE} or {@code DELETE}
     * @param table the table that it is about
     * @return empty if there is no row
     */
    public <T> Optional<T> first(String operation, String table, String sql, Parameters parameters, Row<T> row)
            throws SQLException {
        try (Connection connection = pool.getConnection()) {
            Span span = tracer.spanBuilder(operation + " " + table)
                    .setSpanKind(SpanKind.CLIENT)
                    .setAttribute("db.system.name", "postgresql")
                    .setAttribute("db.namespace", name)
                    .setAttribute("db.operation.name", operation)
                    .setAttribute("db.collection.name", table)
                    .setAttribute("server.address", host)
                    .setAttribute("server.port", port)
                    .startSpan();
            try {
                return run(connection, sql, parameters, row);
            } catch (SQLException e) {
                span.setStatus(StatusCode.ERROR)
                        .setAttribute("db.response.status_code", String.valueOf(e.getSQLState()))
                        .setAttribute("error.type", e.getClass().getSimpleName());
                throw e;
            } finally {
                span.end();
            }
        }
    }

    private <T> Optional<T> run(Connection connection, String sql, Parameters parameters, Row<T> row)
            throws SQLException {
        Duration delay = faults.statementDelay();
        // Sent as one message with the statement: the time passes in PostgreSQL, on this connection.
        String sent = delay.isZero()
                ? sql
                : String.format(Locale.ROOT, "select pg_sleep(%.3f); %s", delay.toMillis() / 1e3, sql);
        try (PreparedStatement statement = connection.prepareStatement(sent)) {
            parameters.put(statement);
            boolean rows = statement.execute();
            if (!delay.isZero()) {
                rows = statement.getMoreResults();
            }
            if (!rows) {
                return Optional.empty();
            }
            try (ResultSet result = statement.getResultSet()) {
                return result.next() ? Optional.of(row.read(result)) : Optional.empty();
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
