package dev.watchkeeper.review.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** The way in for the first person, and for the terminal of this machine. */
public final class FirstLogin {

    private static final Logger LOG = LoggerFactory.getLogger(FirstLogin.class);
    private static final String TERMINAL = "terminal";
    private static final String WHO = "first start";

    private final Accounts accounts;
    private final Tokens tokens;
    private final Secrets secrets;
    private final TransactionTemplate transaction;
    private final String name;
    private final Set<Role> roles;
    private final boolean mustChange;
    private final @Nullable Path loginFile;
    private final @Nullable Path tokenFile;

    /** For an account of this name, with files where they are wanted. */
    public FirstLogin(
            Accounts accounts,
            Tokens tokens,
            Secrets secrets,
            TransactionTemplate transaction,
            String name,
            Set<Role> roles,
            boolean mustChange,
            @Nullable Path loginFile,
            @Nullable Path tokenFile) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.secrets = secrets;
        this.transaction = transaction;
        this.name = name;
        this.roles = Set.copyOf(roles);
        this.mustChange = mustChange;
        this.loginFile = loginFile;
        this.tokenFile = tokenFile;
    }

    /** Makes the account where there is none at all, and the terminal's token where its file holds none that works. */
    public void prepare() {
        if (accounts.none()) {
            String password = secrets.password();
            // Together: an account whose password nobody could read would lock everybody out.
            transaction.executeWithoutResult(status ->
                    accounts.create(name, password, roles, mustChange, WHO).ifPresent(made -> tell(password)));
        }
        if (tokenFile != null && accounts.find(name).isPresent() && !works(tokenFile)) {
            tokens.revoke(name, TERMINAL, WHO);
            Secrets.write(tokenFile, tokens.create(name, TERMINAL, WHO));
        }
    }

    /** The password that was written to the file does not open anything any more. */
    public void passwordChanged(String account) {
        if (loginFile == null || !account.equals(name)) {
            return;
        }
        try {
            Files.deleteIfExists(loginFile);
        } catch (IOException e) {
            LOG.warn("the file with the first password could not be deleted: {}", e.getMessage());
        }
    }

    private void tell(String password) {
        if (loginFile != null) {
            Secrets.write(loginFile, password);
        }
        // Once, at the very first start: whoever starts it has to get in. Only where no file keeps it, it is printed.
        LOG.info(
                "first login: {} / {}{}",
                name,
                loginFile == null ? password : "(in the file that first.login.file names)",
                mustChange ? ", to be changed at the first login" : "");
    }

    private boolean works(Path file) {
        try {
            return Files.exists(file)
                    && tokens.account(Files.readString(file).strip())
                            .filter(account -> account.name().equals(name))
                            .isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException("cli.token.file cannot be read", e);
        }
    }
}
