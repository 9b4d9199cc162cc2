package dev.watchkeeper.review.http;

import dev.watchkeeper.review.audit.Audit;
import dev.watchkeeper.review.http.Annotation.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Faults, deployments and notes for the time axis. */
public final class Annotations {

    private static final int MAX_LISTED = 1_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;

    /** Reads and writes through this client. */
    public Annotations(JdbcClient jdbc, TransactionTemplate transaction, Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** What happened or lasted between these times, oldest first; the newest thousand. */
    public List<Annotation> between(long fromMillis, long untilMillis) {
        return jdbc.sql("select * from (select * from annotation where from_millis <= :until"
                        + " and (lasting and until_millis is null or coalesce(until_millis, from_millis) >= :from)"
                        + " order by from_millis desc, id desc limit " + MAX_LISTED
                        + ") newest order by from_millis, id")
                .param("from", fromMillis)
                .param("until", untilMillis)
                .query((row, line) -> annotation(row))
                .list();
    }

    /**
     * Puts it on the axis. {@code on} true begins something that lasts, false ends the newest that lasts of this kind
     * and service (of this text, where several do), null is a moment. An end without a beginning is kept as a moment.
     */
    public Annotation add(Kind kind, String service, String text, long atMillis, @Nullable Boolean on, String who) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Annotation made = Boolean.FALSE.equals(on)
                    ? end(kind, service, text, atMillis)
                            .orElseGet(() -> insert(kind, service, text, atMillis, false, who))
                    : insert(kind, service, text, atMillis, Boolean.TRUE.equals(on), who);
            String what = on == null ? "noted" : on ? "on" : "off";
            audit.record(who, kind.name().toLowerCase(Locale.ROOT) + " " + what, "annotation/" + made.id(), text);
            return made;
        }));
    }

    private Annotation insert(Kind kind, String service, String text, long atMillis, boolean lasting, String who) {
        return jdbc.sql("insert into annotation (kind, service, body, from_millis, lasting, made_by)"
                        + " values (?, ?, ?, ?, ?, ?) returning *")
                .params(kind.name(), service, text, atMillis, lasting, who)
                .query((row, line) -> annotation(row))
                .single();
    }

    private Optional<Annotation> end(Kind kind, String service, String text, long atMillis) {
        return jdbc.sql("update annotation set until_millis = greatest(from_millis, :at) where id = (select id from"
                        + " annotation where kind = :kind and service = :service and lasting and until_millis is null"
                        + " order by (body = :text) desc, from_millis desc limit 1) returning *")
                .param("at", atMillis)
                .param("kind", kind.name())
                .param("service", service)
                .param("text", text)
                .query((row, line) -> annotation(row))
                .optional();
    }

    private static Annotation annotation(ResultSet row) throws SQLException {
        long until = row.getLong("until_millis");
        Long untilMillis = row.wasNull() ? null : until;
        return new Annotation(
                row.getLong("id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("service"),
                row.getString("body"),
                row.getLong("from_millis"),
                untilMillis,
                row.getBoolean("lasting"),
                row.getString("made_by"));
    }
}
