package dev.watchkeeper.review.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.watchkeeper.schemas.record.Answer;
import dev.watchkeeper.schemas.record.Cause;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.Label;
import dev.watchkeeper.schemas.record.Verdict;
import dev.watchkeeper.schemas.topics.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person at a real browser: signs in, reads an incident, answers a review by keyboard, takes answers back. The whole
 * application runs on a real broker, registry and database. Screenshots go to {@code target/screenshots}. Needs a
 * Chromium (property {@code chromium}, default {@code /usr/bin/chromium}); where there is none it is skipped.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleBrowserIT {

    private static final Path CHROMIUM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
    private static final Path SHOTS = Path.of("target", "screenshots");
    private static final String PASSWORD = "correct horse battery";
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private enum Screen {
        WIDE_LIGHT(1280, 800, ColorScheme.LIGHT),
        WIDE_DARK(1280, 800, ColorScheme.DARK),
        NARROW_LIGHT(390, 844, ColorScheme.LIGHT),
        NARROW_DARK(390, 844, ColorScheme.DARK);

        private final int width;
        private final int height;
        private final ColorScheme scheme;

        Screen(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }
    }

    private static RunningConsole console;
    private static Playwright playwright;
    private static Browser browser;
    private static Shop shop;
    private static String session = "";

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium at " + CHROMIUM + ": set -Dchromium=");
        shop = new Shop(System.currentTimeMillis());
        console = RunningConsole.start(folder, shop);
        // Heartbeats of the near future keep the platform seeing while the test lasts.
        console.send(Topics.SCORES, List.of(Shop.heartbeat(shop.now + 600_000)));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (console != null) {
            console.close();
        }
    }

    @AfterEach
    void browserDidNotComplain() {
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(1)
    void firstLogin_choosesAPassword_andSeesTheOverview() throws Exception {
        try (BrowserContext context = context(Screen.WIDE_LIGHT)) {
            Page page = page(context, "/");
            assertThat(page).hasURL(console.url() + "/login");
            accessible(page);
            shot(page, "login", Screen.WIDE_LIGHT);
            login(page, "nonsense");
            assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("do not belong together");
            login(page, console.oneTimePassword());
            page.navigate(console.url() + "/");
            assertThat(page).hasURL(Pattern.compile(".*/password$"));
            accessible(page);
            shot(page, "password", Screen.WIDE_LIGHT);
            page.fill("#current", console.oneTimePassword());
            page.fill("#next", PASSWORD);
            page.click("main button[type=submit]");
            assertThat(page.locator("#incidents")).containsText("payment: errors 0.3 % → 24 %");
            session = context.storageState();
        }
    }

    @Test
    @Order(2)
    void wideAndLight_readsAnIncident_approvesByKey_andTakesItBack() {
        try (BrowserContext context = context(Screen.WIDE_LIGHT)) {
            Page page = readIncident(context, Screen.WIDE_LIGHT);
            page.keyboard().press("g");
            page.keyboard().press("r");
            question(page, "Page payments?");
            shot(page, "reviews", Screen.WIDE_LIGHT);
            accessible(page);
            page.keyboard().press("j");
            question(page, "Was telling inventory-oncall right?");
            page.keyboard().press("k");
            question(page, "Page payments?");
            assertThat(sentBy(page, "{key: 'a', repeat: true, bubbles: true}"))
                    .as("a key that is held")
                    .isZero();
            page.evaluate("delete document.body.dataset.answers");
            assertThat(sentBy(page, "{key: 'a', bubbles: true}"))
                    .as("a key on a page that has only come")
                    .isZero();
            page.reload();
            question(page, "Page payments?");
            page.keyboard().press("a");
            answered(page, "Approved: Page payments?");
            page.keyboard().press("u");
            question(page, "Page payments?");
            assertThat(page.locator("#approve")).isVisible();
        }
    }

    @Test
    @Order(3)
    void narrowAndDark_readsAnIncident_modifies_andTakesItBack() {
        try (BrowserContext context = context(Screen.NARROW_DARK)) {
            Page page = readIncident(context, Screen.NARROW_DARK);
            page.click("#answer");
            question(page, "Page payments?");
            shot(page, "reviews", Screen.NARROW_DARK);
            page.keyboard().press("m");
            assertThat(page.locator("#form-modify")).isVisible();
            accessible(page);
            page.fill("#modify-payload", "not JSON");
            page.click("#form-modify button[type=submit]");
            assertThat(page.locator(".notice").first()).containsText("payload is not JSON");
            assertThat(page.locator("#modify-payload")).hasValue("not JSON");
            page.fill("#modify-payload", Shop.PAYLOAD.replace("payment: errors", "payment: many errors"));
            page.fill("#modify-receiver", "inventry-oncall");
            page.click("#form-modify button[type=submit]");
            assertThat(page.locator(".notice").first()).containsText("receiver must be one that a review has named");
            page.fill("#modify-receiver", "inventory-oncall");
            shot(page, "modify", Screen.NARROW_DARK);
            // The browser says what it thinks of the refused try in its log.
            complaints.removeIf(each -> each.contains("422"));
            page.click("#form-modify button[type=submit]");
            answered(page, "Approved with changes");
            page.click("#undo");
            question(page, "Page payments?");
        }
    }

    @Test
    @Order(4)
    void narrowAndLight_readsAnIncident_rejectsByKey_andTakesItBack() {
        try (BrowserContext context = context(Screen.NARROW_LIGHT)) {
            Page page = readIncident(context, Screen.NARROW_LIGHT);
            page.click("#answer");
            reject(page, "a test");
            page.keyboard().press("u");
            question(page, "Page payments?");
        }
    }

    @Test
    @Order(5)
    void wideAndDark_rejectsByKey_andTheVerdictGetsToTheTopic() {
        try (BrowserContext context = context(Screen.WIDE_DARK)) {
            Page page = readIncident(context, Screen.WIDE_DARK);
            page.click("#answer");
            shot(page, "reviews", Screen.WIDE_DARK);
            reject(page, "the gateway had announced it");
            shot(page, "undo", Screen.WIDE_DARK);
            accessible(page);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !console.verdicts().isEmpty());
        // The three that were taken back never left.
        List<Verdict> verdicts = console.verdicts();
        assertThat(verdicts).singleElement().satisfies(verdict -> {
            assertThat(verdict.getAnswer()).isEqualTo(Answer.REJECT);
            assertThat(verdict.getReason()).isEqualTo("the gateway had announced it");
            assertThat(verdict.getLabel()).isEqualTo(Label.ANOMALY_EXPECTED);
            assertThat(verdict.getReviewId()).isEqualTo(Shop.REVIEW);
            assertThat(verdict.getPayload()).isEqualTo(Shop.PAYLOAD);
            assertThat(verdict.getReviewer()).isEqualTo("anna");
        });
    }

    @Test
    @Order(6)
    void openPage_showsANewIncident_withoutBeingAskedTo() {
        try (BrowserContext context = context(Screen.WIDE_LIGHT)) {
            Page page = page(context, "/");
            assertThat(page.locator("#incidents")).not().containsText("disk full");
            console.send(
                    Topics.INCIDENTS,
                    List.of(Incident.newBuilder(shop.incident().build())
                            .setId("77aa77aa77aa77aa")
                            .setSentence("order: disk full")
                            .setFailedRequestsPerSecond(9)
                            .build()));
            assertThat(page.locator("#incidents .inc-sentence").first()).hasText("order: disk full");
        }
    }

    @Test
    @Order(7)
    void openIncident_whoseFirstCauseChanges_drawsItUnderItsOwnCaption_andKeepsWhatIsOpen() {
        try (BrowserContext context = context(Screen.WIDE_LIGHT)) {
            Page page = page(context, "/incidents/" + Shop.INCIDENT);
            assertThat(page.locator("[data-charts] figcaption b")).hasText(new String[] {"payment", "order"});
            page.locator("#payload-shown summary").click();
            Incident before = shop.incident().build();
            List<Cause> causes = new ArrayList<>(before.getCauses());
            Collections.reverse(causes);
            console.send(
                    Topics.INCIDENTS,
                    List.of(Incident.newBuilder(before)
                            .setRevision(50)
                            .setCauses(causes)
                            .build()));
            assertThat(page.locator("[data-charts] figcaption b")).hasText(new String[] {"order", "order", "payment"});
            assertThat(page.locator("#cause-title")).containsText("order");
            assertThat(page.locator("#payload-shown")).hasAttribute("open", "");
        }
    }

    @Test
    @Order(8)
    void everyPage_hasNoAccessibilityViolations() {
        // Both widths and both themes; what violates depends on either, not on the pair.
        for (Screen screen : List.of(Screen.WIDE_LIGHT, Screen.NARROW_DARK)) {
            try (BrowserContext context = context(screen)) {
                for (String path :
                        List.of("/", "/incidents", "/incidents/1", "/reviews", "/unscored", "/nothing-here")) {
                    Page page = page(context, path);
                    if (path.equals("/unscored")) {
                        page.locator(".group summary").first().click();
                        shot(page, "unscored", screen);
                    }
                    accessible(page);
                    assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                            .as("%s fits %s", path, screen)
                            .isTrue();
                    complaints.removeIf(each -> path.equals("/nothing-here") && each.contains("404"));
                    page.close();
                }
            }
        }
    }

    @Test
    @Order(9)
    void incident_thatMemoryDoesNotHave_isShownFromTheStore() {
        console.keepCopy(Shop.OLD_INCIDENT, "0123456789abcdef");
        try (BrowserContext context = context(Screen.WIDE_LIGHT)) {
            Page page = page(context, "/incidents/0123456789abcdef");
            assertThat(page.locator("#ihead h1")).isVisible();
            assertThat(page.locator("body")).containsText("Incident id 0123456789abcdef");
        }
    }

    @Test
    @Order(10)
    void help_opensAndSingleKeysCanBeTurnedOff() {
        try (BrowserContext context = context(Screen.WIDE_LIGHT)) {
            Page page = page(context, "/");
            page.keyboard().press("?");
            assertThat(page.locator("#help")).isVisible();
            accessible(page);
            shot(page, "help", Screen.WIDE_LIGHT);
            page.uncheck("#keys-on");
            page.keyboard().press("Escape");
            assertThat(page.locator("#help")).isHidden();
            page.keyboard().press("?");
            assertThat(page.locator("#help")).isHidden();
        }
    }

    /** How many answers leave the page by this key. */
    private static int sentBy(Page page, String key) {
        return (int) page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', " + key
                + ")), document.querySelectorAll('form[data-sent]').length");
    }

    private Page readIncident(BrowserContext context, Screen screen) {
        Page page = page(context, "/");
        assertThat(page.locator("#top")).containsText("2 reviews wait for you");
        shot(page, "overview", screen);
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page.locator("#ihead h1")).hasText("payment: errors 0.3 % → 24 %");
        assertThat(page.locator("#icause"))
                .containsText("24 % of its requests fail although no call that it makes fails.");
        assertThat(page.locator("#icause")).containsText("Why not the runner-up");
        assertThat(page.locator("#icontributions")).containsText("+4.10");
        assertThat(page.locator("#iproposal")).containsText("payments-oncall is paged at once");
        assertThat(page.locator("[data-charts][data-drawn] .uplot")).hasCount(2);
        shot(page, "incident", screen);
        return page;
    }

    private void reject(Page page, String reason) {
        question(page, "Page payments?");
        page.keyboard().press("r");
        assertThat(page.locator("#reject-reason")).isFocused();
        page.keyboard().type(reason);
        page.keyboard().press("Tab");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        answered(page, "Rejected: Page payments?");
    }

    /** What is asked is read, and the page listens to keys. */
    private static void question(Page page, String words) {
        assertThat(page.locator("#question-title")).hasText(words);
        listens(page);
    }

    /** A page takes answers by key only when it has been there for a moment. */
    private static void listens(Page page) {
        page.waitForLoadState();
        assertThat(page.locator("body[data-answers=ready]")).hasCount(1);
    }

    /** What was answered is said, and the page listens to keys. */
    private static void answered(Page page, String words) {
        assertThat(page.locator(".undo")).containsText(words);
        listens(page);
    }

    private void login(Page page, String password) {
        page.fill("#username", "anna");
        page.fill("#password", password);
        page.click("main button[type=submit]");
        page.waitForLoadState();
    }

    private BrowserContext context(Screen screen) {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setViewportSize(screen.width, screen.height)
                .setColorScheme(screen.scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setTimezoneId("Europe/Vienna");
        if (!session.isEmpty()) {
            options.setStorageState(session);
        }
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(15_000);
        return context;
    }

    private Page page(BrowserContext context, String path) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.navigate(console.url() + path);
        return page;
    }

    private static void accessible(Page page) {
        List<Rule> violations = new AxeBuilder(page).withTags(RULES).analyze().getViolations();
        assertThat(violations)
                .as(page.url())
                .extracting(rule -> rule.getId() + ": "
                        + rule.getNodes().stream()
                                .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                .toList())
                .isEmpty();
    }

    private static void shot(Page page, String name, Screen screen) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + "-" + screen.name().toLowerCase(java.util.Locale.ROOT) + ".png"))
                .setFullPage(true));
    }
}
