package dev.watchkeeper.review.security;

import dev.watchkeeper.review.audit.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may sign in. Every change is audited in its own transaction. */
public final class Accounts {

    /** Shortest password that people may choose, in characters. */
    public static final int MIN_PASSWORD = 12;

    /** Longest password: bcrypt reads no more bytes. */
    public static final int MAX_PASSWORD_BYTES = 72;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final PasswordEncoder encoder;
    private final Audit audit;
    private final Clock clock;

    /** What became of a new password. */
    public enum PasswordChange {
        /** It counts; other sessions have ended. */
        CHANGED,
        /** The one so far is another. */
        WRONG,
        /** Shorter than {@link #MIN_PASSWORD}, or longer than {@link #MAX_PASSWORD_BYTES}. */
        UNFIT,
        /** It is the same. */
        SAME
    }

    /** Reads and writes through this client. */
    public Accounts(
            JdbcClient jdbc, TransactionTemplate transaction, PasswordEncoder encoder, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.encoder = encoder;
        this.audit = audit;
        this.clock = clock;
    }

    /** The account with this name. */
    public Optional<Account> find(String name) {
        return jdbc.sql("select * from account where name = ?")
                .param(name)
                .query((row, line) -> account(row))
                .optional();
    }

    /** All of them, by name. */
    public List<Account> all() {
        return jdbc.sql("select * from account order by name")
                .query((row, line) -> account(row))
                .list();
    }

    /** Whether there is none yet. */
    public boolean none() {
        return jdbc.sql("select count(*) from account").query(Long.class).single() == 0;
    }

    /**
     * Makes an account.
     *
     * @return empty where the name is taken
     */
    public Optional<Account> create(String name, String password, Set<Role> roles, boolean mustChange, String who) {
        try {
            return Optional.of(Objects.requireNonNull(transaction.execute(status -> {
                jdbc.sql("insert into account (name, password_hash, roles, must_change, created_at_millis)"
                                + " values (?, ?, ?, ?, ?)")
                        .params(
                                name,
                                Objects.requireNonNull(encoder.encode(password)),
                                roles.stream().sorted().map(Role::name).toArray(String[]::new),
                                mustChange,
                                clock.millis())
                        .update();
                Account made = find(name).orElseThrow();
                audit.record(
                        who,
                        "account made",
                        "account/" + name,
                        made.sortedRoles().toString());
                return made;
            })));
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
    }

    /** Bars the account; its sessions and tokens end at once. */
    public boolean disable(String name, String why, String who) {
        return Objects.requireNonNull(transaction.execute(status -> {
            int rows = jdbc.sql("update account set disabled_at_millis = ?, stamp = stamp + 1"
                            + " where name = ? and disabled_at_millis is null")
                    .params(clock.millis(), name)
                    .update();
            if (rows == 1) {
                audit.record(who, "account disabled", "account/" + name, why);
            }
            return rows == 1;
        }));
    }

    /** Puts a new password in the place of the one so far. */
    public PasswordChange changePassword(String name, String current, String next) {
        Account account = find(name).orElseThrow();
        if (!encoder.matches(current, account.passwordHash())) {
            return PasswordChange.WRONG;
        }
        if (next.length() < MIN_PASSWORD
                || next.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES) {
            return PasswordChange.UNFIT;
        }
        if (encoder.matches(next, account.passwordHash())) {
            return PasswordChange.SAME;
        }
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update account set password_hash = ?, must_change = false, stamp = stamp + 1 where name = ?")
                    .params(Objects.requireNonNull(encoder.encode(next)), name)
                    .update();
            audit.record(name, "password changed", "account/" + name, "");
        });
        return PasswordChange.CHANGED;
    }

    private static Account account(ResultSet row) throws SQLException {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream((String[]) row.getArray("roles").getArray())
                .map(Role::valueOf)
                .forEach(roles::add);
        row.getLong("disabled_at_millis");
        boolean disabled = !row.wasNull();
        return new Account(
                row.getString("name"),
                row.getString("password_hash"),
                roles,
                row.getBoolean("must_change"),
                row.getLong("stamp"),
                disabled,
                row.getLong("created_at_millis"));
    }
}
