package dev.watchkeeper.review.security;

import dev.watchkeeper.review.audit.Audit;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Tokens for programs. A token acts as its account; only its hash is kept. */
public final class Tokens {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Secrets secrets;
    private final Audit audit;
    private final Clock clock;

    /** Reads and writes through this client. */
    public Tokens(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Secrets secrets,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.accounts = accounts;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    /** Makes a token; it is told once. */
    public String create(String account, String label, String who) {
        String token = secrets.token();
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("insert into api_token (hash, account, label, created_at_millis) values (?, ?, ?, ?)")
                    .params(Secrets.hash(token), account, label, clock.millis())
                    .update();
            audit.record(who, "token made", "account/" + account, label);
            return token;
        }));
    }

    /** Voids an account's tokens with this label; how many there were. */
    public int revoke(String account, String label, String who) {
        return Objects.requireNonNull(transaction.execute(status -> {
            int rows = jdbc.sql("update api_token set revoked_at_millis = ?"
                            + " where account = ? and label = ? and revoked_at_millis is null")
                    .params(clock.millis(), account, label)
                    .update();
            if (rows > 0) {
                audit.record(who, "token revoked", "account/" + account, label);
            }
            return rows;
        }));
    }

    /** Whose token this is; empty where it is nobody's, revoked, or its account is barred. */
    public Optional<Account> account(String token) {
        return jdbc.sql("select account from api_token where hash = ? and revoked_at_millis is null")
                .param(Secrets.hash(token))
                .query(String.class)
                .optional()
                .flatMap(accounts::find)
                .filter(account -> !account.disabled());
    }
}
