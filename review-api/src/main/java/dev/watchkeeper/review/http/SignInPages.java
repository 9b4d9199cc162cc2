package dev.watchkeeper.review.http;

import dev.watchkeeper.review.security.Account;
import dev.watchkeeper.review.security.Accounts;
import dev.watchkeeper.review.security.Accounts.PasswordChange;
import dev.watchkeeper.review.security.FirstLogin;
import dev.watchkeeper.review.security.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages on which people sign in and choose their password. */
@Controller
final class SignInPages {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final Pages pages;
    private final Accounts accounts;
    private final FirstLogin firstLogin;

    SignInPages(Pages pages, Accounts accounts, FirstLogin firstLogin) {
        this.pages = pages;
        this.accounts = accounts;
        this.firstLogin = firstLogin;
    }

    @GetMapping("/login")
    ResponseEntity<String> login(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(required = false) @Nullable Integer wait,
            @RequestParam(required = false) @Nullable String out) {
        String problem = wait != null
                ? "Too many failed logins. Try again in " + wait + " s."
                : failed != null ? "That name and password do not belong together." : "";
        return html(HttpStatus.OK, pages.login(request, problem, out != null));
    }

    @GetMapping("/password")
    ResponseEntity<String> password(HttpServletRequest request, Authentication authentication) {
        return html(HttpStatus.OK, pages.password(request, "", mustChange(authentication)));
    }

    @PostMapping("/password")
    @Nullable
    ResponseEntity<String> change(
            HttpServletRequest request,
            HttpServletResponse response,
            Authentication authentication,
            @RequestParam String current,
            @RequestParam String next)
            throws IOException {
        String name = SignedIn.of(authentication).orElseThrow().name();
        String problem = problem(accounts.changePassword(name, current, next));
        if (!problem.isEmpty()) {
            return html(HttpStatus.UNPROCESSABLE_CONTENT, pages.password(request, problem, mustChange(authentication)));
        }
        firstLogin.passwordChanged(name);
        stay(request, response, accounts.find(name).orElseThrow());
        response.sendRedirect("/");
        return null;
    }

    private static String problem(PasswordChange change) {
        return switch (change) {
            case CHANGED -> "";
            case WRONG -> "The password so far is another.";
            case UNFIT ->
                "At least " + Accounts.MIN_PASSWORD + " characters, at most " + Accounts.MAX_PASSWORD_BYTES + " bytes.";
            case SAME -> "That is the password so far.";
        };
    }

    /** The other sessions of the account end; this one goes on, under a new id. */
    private static void stay(HttpServletRequest request, HttpServletResponse response, Account account) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(account, null, account.getAuthorities()));
        SecurityContextHolder.setContext(context);
        request.changeSessionId();
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    }

    private boolean mustChange(Authentication authentication) {
        return accounts.find(authentication.getName()).map(Account::mustChange).orElse(false);
    }

    private static ResponseEntity<String> html(HttpStatus status, String page) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header("Cache-Control", "no-store")
                .body(page);
    }
}
