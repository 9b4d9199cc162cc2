package dev.watchkeeper.review.http;

import dev.watchkeeper.review.audit.Audit;
import dev.watchkeeper.review.problem.Problem;
import dev.watchkeeper.review.security.Account;
import dev.watchkeeper.review.security.Accounts;
import dev.watchkeeper.review.security.Role;
import dev.watchkeeper.review.security.Secrets;
import dev.watchkeeper.review.security.Tokens;
import java.security.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts, their tokens, and the record of changes; for administrators. */
@RestController
@RequestMapping("/api/v1")
final class UsersApi {

    private static final int MAX_TEXT = 200;

    private final Accounts accounts;
    private final Tokens tokens;
    private final Secrets secrets;
    private final Audit audit;

    /** An account without its secrets. */
    record UserJson(String name, List<Role> roles, boolean mustChangePassword, boolean disabled, long createdAtMillis) {
        static UserJson of(Account account) {
            return new UserJson(
                    account.name(),
                    account.sortedRoles(),
                    account.mustChange(),
                    account.disabled(),
                    account.createdAtMillis());
        }
    }

    /** Who is to be made. */
    record NewUser(@Nullable String name, @Nullable Set<String> roles) {}

    /** Who was made; the password is told once and only serves to choose another. */
    record MadeUser(String name, List<Role> roles, String oneTimePassword) {}

    /** Why somebody is barred. */
    record Reason(@Nullable String reason) {}

    /** What a token is for. */
    record NewToken(@Nullable String label) {}

    /** The token; told once. */
    record MadeToken(String account, String label, String token) {}

    UsersApi(Accounts accounts, Tokens tokens, Secrets secrets, Audit audit) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.secrets = secrets;
        this.audit = audit;
    }

    @GetMapping("/users")
    List<UserJson> list() {
        return accounts.all().stream().map(UserJson::of).toList();
    }

    @PostMapping("/users")
    @ResponseStatus(HttpStatus.CREATED)
    MadeUser create(@RequestBody NewUser user, Principal who) {
        String name = user.name() == null ? "" : user.name();
        if (!Account.NAME.matcher(name).matches()) {
            throw new Refused(Problem.INVALID, "name must match " + Account.NAME + ", found '" + name + "'");
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String role : user.roles() == null ? Set.of("VIEWER") : user.roles()) {
            Role known = Parameters.oneOf("roles", role, Role.class);
            if (known != null) {
                roles.add(known);
            }
        }
        String password = secrets.password();
        Account made = accounts.create(name, password, roles, true, who.getName())
                .orElseThrow(() -> new Refused(Problem.CONFLICT, "the name " + name + " is taken"));
        return new MadeUser(made.name(), made.sortedRoles(), password);
    }

    @PostMapping("/users/{name}/disable")
    UserJson disable(@PathVariable String name, @RequestBody Reason reason, Principal who) {
        String why = Parameters.text("reason", reason.reason(), MAX_TEXT);
        if (why.isEmpty()) {
            throw new Refused(Problem.INVALID, "reason is required");
        }
        account(name);
        if (name.equals(who.getName())) {
            throw new Refused(Problem.CONFLICT, "nobody bars themselves");
        }
        if (!accounts.disable(name, why, who.getName())) {
            throw new Refused(Problem.CONFLICT, name + " is disabled already");
        }
        return UserJson.of(account(name));
    }

    @PostMapping("/users/{name}/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    MadeToken token(@PathVariable String name, @RequestBody NewToken token, Principal who) {
        String label = Parameters.text("label", token.label(), MAX_TEXT);
        if (label.isEmpty()) {
            throw new Refused(Problem.INVALID, "label is required: what is the token for?");
        }
        Account account = account(name);
        if (account.disabled()) {
            throw new Refused(Problem.CONFLICT, name + " is disabled");
        }
        return new MadeToken(name, label, tokens.create(name, label, who.getName()));
    }

    @DeleteMapping("/users/{name}/tokens/{label}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String name, @PathVariable String label, Principal who) {
        if (tokens.revoke(name, label, who.getName()) == 0) {
            throw new Refused(Problem.NOT_FOUND, "no token " + label + " of " + name);
        }
    }

    @GetMapping("/audit")
    List<Audit.Entry> audit(
            @RequestParam(defaultValue = "") String subject, @RequestParam(defaultValue = "100") int limit) {
        return audit.newest(subject, Math.max(1, Math.min(limit, 1000)));
    }

    private Account account(String name) {
        return accounts.find(name).orElseThrow(() -> new Refused(Problem.NOT_FOUND, "no account " + name));
    }
}
