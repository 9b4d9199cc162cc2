package dev.watchkeeper.review.audit;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who changed what, when and why. An entry is written in the transaction of the change that it tells of: there is no
 * change without its entry and no entry without its change.
 */
public final class Audit {

    private final JdbcClient jdbc;
    private final Clock clock;

    /**
     * One entry.
     *
     * @param atMillis when
     * @param who login name, or the part of this process that did it by itself
     * @param what in a few words
     * @param subject what was changed: {@code review/…}, {@code account/…}
     * @param why the reason, or what made it necessary
     */
    public record Entry(long atMillis, String who, String what, String subject, String why) {}

    /** Writes through this client. */
    public Audit(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Puts a change on record. */
    public void record(String who, String what, String subject, String why) {
        jdbc.sql("insert into audit (at_millis, who, what, subject, why) values (?, ?, ?, ?, ?)")
                .params(clock.millis(), who, what, subject, why)
                .update();
    }

    /** Entries, newest first, at most this many; about one subject, or about all where it is empty. */
    public List<Entry> newest(String subject, int limit) {
        return jdbc.sql(
                        "select at_millis, who, what, subject, why from audit where (:subject = '' or subject = :subject)"
                                + " order by sequence desc limit :limit")
                .param("subject", subject)
                .param("limit", limit)
                .query(Entry.class)
                .list();
    }
}
