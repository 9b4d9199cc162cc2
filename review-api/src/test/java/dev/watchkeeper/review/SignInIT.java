package dev.watchkeeper.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.schemas.topics.Topics;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Who may do what, and how they get in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SignInIT {

    private static final String TENANT = "people";
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final Stack stack = Stack.shared();

    @TempDir
    private static Path folder;

    private String database;
    private ConfigurableApplicationContext context;
    private Client admin;
    private int port;

    @BeforeAll
    void start() throws IOException {
        database = stack.newDatabase();
        context = ReviewMain.start(stack.config(TENANT, database, folder));
        port = ReviewMain.port(context);
        admin = Client.withToken(port, Files.readString(folder.resolve("token")).strip());
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void viewer_looks_butDoesNotAnswer() {
        Client viewer = tokenOf("vera", "VIEWER");
        Asked asked = new Asked(TENANT, 1, System.currentTimeMillis());
        stack.publish(Topics.REVIEWS, asked.reviewId(), asked.review(1));
        String path = "/api/v1/reviews/" + asked.reviewId();
        await().atMost(Duration.ofSeconds(30)).until(() -> viewer.get(path).status() == 200);
        String version = viewer.get(path).header("ETag");
        Client.Answer refused = viewer.post(path + "/verdict", "{\"answer\":\"approve\"}", "If-Match", version);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("forbidden");
        assertThat(viewer.post("/api/v1/annotations", "{\"kind\":\"note\",\"text\":\"x\"}")
                        .problem())
                .isEqualTo("forbidden");
        assertThat(viewer.get("/api/v1/users").problem()).isEqualTo("forbidden");
        assertThat(viewer.get("/api/v1/audit").problem()).isEqualTo("forbidden");
        assertThat(viewer.get(path).json().path("state").asText()).isEqualTo("OPEN");

        Client reviewer = tokenOf("rita", "REVIEWER");
        assertThat(reviewer.post("/api/v1/users", "{\"name\":\"eve\"}").problem())
                .isEqualTo("forbidden");
        assertThat(reviewer.post(path + "/verdict", "{\"answer\":\"approve\"}", "If-Match", version)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void account_disabled_isOutAtOnce() {
        Client leaver = tokenOf("liam", "REVIEWER");
        assertThat(leaver.get("/api/v1/reviews").status()).isEqualTo(200);
        assertThat(admin.post("/api/v1/users/liam/disable", "{}").problem()).isEqualTo("invalid");
        assertThat(admin.post("/api/v1/users/liam/disable", "{\"reason\":\"left\"}")
                        .json()
                        .path("disabled")
                        .asBoolean())
                .isTrue();
        assertThat(leaver.get("/api/v1/reviews").problem()).isEqualTo("unauthenticated");
        assertThat(admin.post("/api/v1/users/reviewer/disable", "{\"reason\":\"oops\"}")
                        .problem())
                .isEqualTo("conflict");
        assertThat(admin.post("/api/v1/users", "{\"name\":\"liam\"}").problem()).isEqualTo("conflict");
        assertThat(admin.post("/api/v1/users", "{\"name\":\"../x\"}").problem()).isEqualTo("invalid");
    }

    @Test
    void token_revoked_opensNothing() {
        Client script = tokenOf("sam", "VIEWER");
        assertThat(script.get("/api/v1/reviews").status()).isEqualTo(200);
        assertThat(admin.delete("/api/v1/users/sam/tokens/test").status()).isEqualTo(204);
        assertThat(script.get("/api/v1/reviews").problem()).isEqualTo("unauthenticated");
        assertThat(admin.delete("/api/v1/users/sam/tokens/test").problem()).isEqualTo("not-found");
    }

    @Test
    void oneTimePassword_opensNothingButItsChange() throws Exception {
        String oneTime = admin.post("/api/v1/users", "{\"name\":\"otto\",\"roles\":[\"REVIEWER\"]}")
                .json()
                .path("oneTimePassword")
                .asText();
        assertThat(Client.withPassword(port, "otto", oneTime)
                        .get("/api/v1/reviews")
                        .problem())
                .isEqualTo("password-must-change");

        Browser browser = new Browser(port);
        assertThat(browser.get("/").uri().getPath()).isEqualTo("/login");
        HttpResponse<String> inside = browser.submit("/login", "/login", "username=otto&password=" + oneTime);
        assertThat(inside.uri().getPath()).isEqualTo("/password");
        assertThat(browser.get("/reviews").uri().getPath()).isEqualTo("/password");
        assertThat(browser.submit("/password", "/password", "current=" + oneTime + "&next=short")
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.submit("/password", "/password", "current=wrong&next=long-enough-for-us")
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> changed =
                browser.submit("/password", "/password", "current=" + oneTime + "&next=long-enough-for-us");
        assertThat(changed.uri().getPath()).isEqualTo("/");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(Client.withPassword(port, "otto", "long-enough-for-us")
                        .get("/api/v1/reviews")
                        .status())
                .isEqualTo(200);
        assertThat(Client.withPassword(port, "otto", oneTime)
                        .get("/api/v1/reviews")
                        .problem())
                .isEqualTo("unauthenticated");
    }

    @Test
    void session_ofAnAccountWhosePasswordChanged_ends() throws Exception {
        String oneTime = admin.post("/api/v1/users", "{\"name\":\"sue\",\"roles\":[\"REVIEWER\"]}")
                .json()
                .path("oneTimePassword")
                .asText();
        Browser thief = new Browser(port);
        thief.submit("/login", "/login", "username=sue&password=" + oneTime);
        Browser owner = new Browser(port);
        owner.submit("/login", "/login", "username=sue&password=" + oneTime);
        owner.submit("/password", "/password", "current=" + oneTime + "&next=long-enough-for-sue");
        assertThat(owner.get("/").uri().getPath()).isEqualTo("/");
        assertThat(thief.get("/").uri().getPath()).isEqualTo("/login");
    }

    @Test
    void form_withoutItsToken_isRefused() throws Exception {
        Browser browser = new Browser(port);
        assertThat(browser.post("/login", "username=reviewer&password=x").statusCode())
                .isEqualTo(403);
        // A session is no way into the API, so no other site can use one.
        browser.submit(
                "/login",
                "/login",
                "username=reviewer&password="
                        + Files.readString(folder.resolve("login")).strip());
        assertThat(browser.get("/password").uri().getPath()).isEqualTo("/password");
        assertThat(browser.get("/api/v1/reviews").statusCode()).isEqualTo(401);
        assertThat(browser.post("/password", "current=a&next=b").statusCode()).isEqualTo(403);
    }

    @Test
    void page_always_forbidsInlineScriptsAndFrames() throws Exception {
        HttpResponse<String> login = new Browser(port).get("/login");
        String policy = login.headers().firstValue("Content-Security-Policy").orElse("");
        assertThat(policy)
                .contains("script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(login.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(login.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(login.body())
                .doesNotContain("<script>")
                .doesNotContain(" style=\"")
                .doesNotContain("onclick");
        assertThat(login.headers().firstValue("Set-Cookie").orElse("")).contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void login_failedTooOften_hasToWaitEvenWithTheRightPassword() throws Exception {
        String right = admin.post("/api/v1/users", "{\"name\":\"mallory\",\"roles\":[\"VIEWER\"]}")
                .json()
                .path("oneTimePassword")
                .asText();
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(Client.withPassword(port, "mallory", "wrong" + attempt)
                            .get("/api/v1/reviews")
                            .problem())
                    .isEqualTo("unauthenticated");
        }
        Client.Answer late = Client.withPassword(port, "mallory", right).get("/api/v1/reviews");
        assertThat(late.problem()).isEqualTo("too-many-logins");
        assertThat(Integer.parseInt(late.header("Retry-After"))).isBetween(1, 300);
        HttpResponse<String> form = new Browser(port).submit("/login", "/login", "username=mallory&password=" + right);
        assertThat(form.body()).contains("Too many failed logins");
    }

    @Test
    void firstAccount_isMadeOnceAndTheTerminalsTokenStays() throws Exception {
        String token = Files.readString(folder.resolve("token"));
        try (ConfigurableApplicationContext second = ReviewMain.start(stack.config(TENANT, database, folder))) {
            assertThat(Files.readString(folder.resolve("token"))).isEqualTo(token);
            assertThat(Client.withToken(ReviewMain.port(second), token.strip())
                            .get("/api/v1/reviews")
                            .status())
                    .isEqualTo(200);
        }
        JsonNode audit = admin.get("/api/v1/audit?subject=account/reviewer").json();
        assertThat(audit.findValuesAsText("what"))
                .containsOnlyOnce("account made")
                .containsOnlyOnce("token made");
        assertThat(audit.toString()).doesNotContain(token.strip());
    }

    private Client tokenOf(String name, String role) {
        assertThat(admin.post("/api/v1/users", "{\"name\":\"" + name + "\",\"roles\":[\"" + role + "\"]}")
                        .status())
                .isEqualTo(201);
        String token = admin.post("/api/v1/users/" + name + "/tokens", "{\"label\":\"test\"}")
                .json()
                .path("token")
                .asText();
        return Client.withToken(port, token);
    }

    /** Cookies, redirects, forms. */
    private static final class Browser {

        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        private final String address;

        Browser(int port) {
            address = "http://127.0.0.1:" + port;
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return http.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("Accept", "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> submit(String page, String action, String fields)
                throws IOException, InterruptedException {
            Matcher token = FORM_TOKEN.matcher(get(page).body());
            assertThat(token.find()).as("a form token on " + page).isTrue();
            return post(action, fields + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8));
        }

        HttpResponse<String> post(String action, String fields) throws IOException, InterruptedException {
            return http.send(
                    HttpRequest.newBuilder(URI.create(address + action))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Accept", "text/html")
                            .POST(BodyPublishers.ofString(fields))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
