package dev.watchkeeper.review;

import dev.watchkeeper.review.audit.Audit;
import dev.watchkeeper.review.config.ReviewConfig;
import dev.watchkeeper.review.queue.IncidentNumbers;
import dev.watchkeeper.review.queue.Projection;
import dev.watchkeeper.review.queue.Records;
import dev.watchkeeper.review.queue.ReviewQueue;
import dev.watchkeeper.review.security.Accounts;
import dev.watchkeeper.review.security.FirstLogin;
import dev.watchkeeper.review.security.Role;
import dev.watchkeeper.review.security.Secrets;
import dev.watchkeeper.review.security.Tokens;
import dev.watchkeeper.review.verdict.KafkaVerdictTopic;
import dev.watchkeeper.review.verdict.Relay;
import dev.watchkeeper.review.verdict.VerdictRows;
import dev.watchkeeper.review.verdict.VerdictTopic;
import dev.watchkeeper.review.verdict.Verdicts;
import dev.watchkeeper.schemas.wire.WireFormat;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the room together, in the order in which a record meets its parts. */
@Configuration(proxyBeanMethods = false)
class ReviewWiring {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    @Bean
    WireFormat wireFormat(ReviewConfig config) {
        return new WireFormat(config.getString("schema.registry.url"));
    }

    @Bean
    Audit audit(JdbcClient jdbc, Clock clock) {
        return new Audit(jdbc, clock);
    }

    @Bean
    IncidentNumbers incidentNumbers(JdbcClient jdbc) {
        return new IncidentNumbers(jdbc);
    }

    @Bean
    ReviewQueue reviewQueue(JdbcClient jdbc, Clock clock) {
        return new ReviewQueue(jdbc, clock);
    }

    @Bean
    Records records(JdbcClient jdbc) {
        return new Records(jdbc);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Projection projection(
            ReviewConfig config,
            WireFormat format,
            JdbcClient jdbc,
            IncidentNumbers numbers,
            Audit audit,
            ReviewQueue queue,
            PlatformTransactionManager transactions,
            MeterRegistry meters,
            Clock clock) {
        Map<String, Object> client = new HashMap<>(config.kafkaClient());
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
        client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        client.put(ConsumerConfig.CLIENT_ID_CONFIG, "review-api");
        return new Projection(
                () -> new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                format,
                jdbc,
                numbers,
                audit,
                queue,
                transactions,
                meters,
                clock,
                config.getString("tenant"));
    }

    @Bean
    Secrets secrets() {
        return new Secrets(new SecureRandom());
    }

    @Bean
    VerdictRows verdictRows(JdbcClient jdbc) {
        return new VerdictRows(jdbc);
    }

    @Bean
    Verdicts verdicts(
            ReviewQueue queue,
            VerdictRows rows,
            Audit audit,
            TransactionTemplate transaction,
            Clock clock,
            Secrets secrets) {
        return new Verdicts(queue, rows, audit, transaction, clock, secrets::id);
    }

    @Bean(destroyMethod = "close")
    VerdictTopic verdictTopic(ReviewConfig config, WireFormat format) {
        return new KafkaVerdictTopic(config.kafkaClient(), format);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Relay relay(
            ReviewConfig config,
            VerdictRows rows,
            VerdictTopic topic,
            TransactionTemplate transaction,
            ReviewQueue queue,
            Clock clock) {
        return new Relay(rows, topic, transaction, queue, clock, config.getString("tenant"));
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    Accounts accounts(
            JdbcClient jdbc, TransactionTemplate transaction, PasswordEncoder encoder, Audit audit, Clock clock) {
        return new Accounts(jdbc, transaction, encoder, audit, clock);
    }

    @Bean
    Tokens tokens(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Secrets secrets,
            Audit audit,
            Clock clock) {
        return new Tokens(jdbc, transaction, accounts, secrets, audit, clock);
    }

    @Bean(initMethod = "prepare")
    FirstLogin firstLogin(
            ReviewConfig config, Accounts accounts, Tokens tokens, Secrets secrets, TransactionTemplate transaction) {
        return new FirstLogin(
                accounts,
                tokens,
                secrets,
                transaction,
                config.getString("first.user"),
                config.getList("first.roles").stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet()),
                config.getBoolean("first.password.must-change"),
                config.file("first.login.file"),
                config.file("cli.token.file"));
    }

    /** Down while records do not come in or verdicts do not leave; people may still read. */
    @Bean
    HealthIndicator seams(Projection projection, Relay relay) {
        return () -> projection.healthy() && relay.healthy()
                ? Health.up().build()
                : Health.down().build();
    }
}
