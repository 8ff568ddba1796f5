package io.wattledger.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.wattledger.standalone.MadeUpServer.Answer;
import io.wattledger.standalone.MadeUpServer.Asked;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the page does when the API wants a token, refuses, asks for a pause, answers in pages, or breaks off.
 *
 * <p>The answers are made up here, because a real server gives none of these at the moment that a test wants them: a token that
 * expires between two requests, a stream cut in the middle of a character, a silence. That real servers answer like this is for
 * {@link PageIT} to show.
 */
class PageAccessIT {

    private static final List<String> TEAMS = List.of("search", "ranking");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** What a browser says of each answer that is not a good one; anything else fails the test. */
    private static final Pattern EXPECTED = Pattern.compile("error: Failed to load resource: .*");

    /** Of the stream, so that a test knows when the page has read a comment. */
    private static final String COUNT_PIECES = """
            globalThis.pieces = 0;
            const read = ReadableStreamDefaultReader.prototype.read;
            ReadableStreamDefaultReader.prototype.read = async function () {
              const piece = await read.call(this);
              globalThis.pieces++;
              return piece;
            };
            """;

    private static Chromium chromium;

    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> goodToken = new AtomicReference<>("good");
    private MadeUpServer server;
    private BrowserContext context;
    private Page page;
    private TokenDialog dialog;

    @BeforeAll
    static void openABrowser() throws Exception {
        Chromium.require();
        Files.createDirectories(SCREENSHOTS);
        chromium = Chromium.start();
    }

    @AfterAll
    static void closeTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        server = MadeUpServer.start(PageAccessIT::all);
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(1280, 1000)
                        .setColorScheme(ColorScheme.LIGHT)
                        .setTimezoneId("UTC"));
        page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(error -> problems.add("error: " + error));
        dialog = new TokenDialog(page);
    }

    private void note(ConsoleMessage message) {
        String text = message.type() + ": " + message.text();
        if ((message.type().equals("error") || message.type().equals("warning"))
                && !EXPECTED.matcher(text).matches()) {
            problems.add(text);
        }
    }

    @AfterEach
    void close() {
        context.close();
        server.close();
        assertThat(problems).as("what the console said").isEmpty();
    }

    /** To everybody, the books of all teams. */
    private static Answer all(Asked asked) {
        return books(asked, MadeUpBooks.status().toString(), TEAMS);
    }

    private static Answer books(Asked asked, String status, List<String> teams) {
        return switch (asked.path()) {
            case "/api/v1/status" -> Answer.json(status);
            case "/api/v1/live" -> Answer.events(event(status));
            case "/api/v1/footprint" ->
                Answer.json(MadeUpBooks.footprint(asked.parameter("step"), asked.parameter("by"), teams));
            case "/api/v1/costs" -> Answer.json(MadeUpBooks.costs(asked.parameter("model"), asked.parameter("gpu")));
            case "/api/v1/sites" -> Answer.json(MadeUpBooks.sites(asked.parameter("region")));
            default -> Answer.problem(404, "not found", asked.path());
        };
    }

    private static String event(String status) {
        return "event: status\ndata: " + status + "\n\n";
    }

    /** To those with the good token, the books of all teams. */
    private Answer guarded(Asked asked) {
        if (asked.token().isEmpty()) {
            return Answer.problem(401, "no token", "Send a token.");
        }
        return asked.token().get().equals(goodToken.get())
                ? all(asked)
                : Answer.problem(401, "bad token", "This token is unknown or has expired.");
    }

    @Test
    void shouldAskForATokenAndGoOnWithIt() {
        server.answer(this::guarded);
        page.navigate(server.url("/?team=search"));
        assertThat(dialog.itself()).isVisible();
        assertThat(page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true)))
                .isFocused();
        assertThat(at("token-input")).hasAttribute("type", "password");
        assertThat(at("token-input")).hasAttribute("autocomplete", "off");
        assertThat(dialog.itself()).containsText("wattledger token create");
        assertThat(dialog.problem()).isEmpty();
        assertThat(dialog.forgetButton()).isHidden();
        assertThat(at("connection")).hasText("a token is needed");
        assertNoMore(settled(), "while somebody looks for the token");
        shoot("token");

        dialog.enter("not good");
        assertThat(dialog.problem()).containsText("no spaces");
        dialog.enter("wrong");
        assertThat(dialog.problem()).hasText("This token is unknown or has expired.");
        assertThat(at("token-input")).isFocused();
        assertThat(at("token-input")).hasAttribute("aria-invalid", "true");
        shoot("token-wrong");

        dialog.enter("good");
        assertThat(dialog.itself()).isHidden();
        assertFigures(2);
        assertThat(at("connection")).hasText("live");
        assertThat(dialog.forgetButton()).isVisible();
        assertThat(page.url()).isEqualTo(server.url("/?team=search"));
        assertThat(page.evaluate("JSON.stringify({ ...sessionStorage, ...localStorage })"))
                .isEqualTo("{\"wattledger.token\":\"good\"}");
        assertThat(server.asked()).noneMatch(asked -> asked.parameters().containsValue("good"));

        page.reload();
        assertFigures(2);
        assertThat(dialog.itself()).isHidden();
    }

    @Test
    void shouldForgetTheTokenAndWhatItShowed() {
        server.answer(this::guarded);
        page.navigate(server.url("/"));
        dialog.enter("good");
        assertFigures(2);
        dialog.forgetButton().click();
        assertThat(dialog.itself()).isVisible();
        assertThat(dialog.problem()).isEmpty();
        assertThat(at("total-requests")).hasText("–");
        assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);
    }

    @Test
    void shouldOpenTheDialogAgainForWhoClosedIt() {
        server.answer(this::guarded);
        page.navigate(server.url("/"));
        assertThat(dialog.itself()).isVisible();
        page.keyboard().press("Escape");
        assertThat(dialog.itself()).isHidden();
        assertNoMore(settled(), "after it was closed");
        dialog.enterButton().click();
        dialog.enter("good");
        assertFigures(2);
        assertThat(dialog.enterButton()).isHidden();
    }

    @Test
    void shouldNotSpeakOfTokensWhereNoneIsNeeded() {
        page.navigate(server.url("/"));
        assertFigures(2);
        assertThat(at("connection")).hasText("live");
        assertThat(dialog.itself()).isHidden();
        assertThat(dialog.forgetButton()).isHidden();
        assertThat(dialog.enterButton()).isHidden();
        assertThat(at("viewer")).isHidden();
        assertThat(server.asked()).allMatch(asked -> asked.token().isEmpty());
    }

    @Test
    void shouldGoOnWithAnotherTokenWhenOneExpires() {
        server.answer(this::guarded);
        page.navigate(server.url("/"));
        dialog.enter("good");
        assertFigures(2);
        goodToken.set("better");
        server.send(event(MadeUpBooks.status().put("version", "1.2.4").toString()));
        assertThat(dialog.itself()).isVisible();
        assertThat(dialog.problem()).hasText("This token is unknown or has expired.");
        assertThat(dialog.forgetButton()).isHidden();
        await().until(() -> server.followers() == 0);

        dialog.enter("better");
        assertThat(dialog.itself()).isHidden();
        assertThat(at("connection")).hasText("live");
        await().until(() -> server.followers() == 1);
        assertThat(last(Asked::live).token()).hasValue("better");
        assertThat(last(asked -> asked.path().endsWith("/footprint")).token()).hasValue("better");
    }

    @Test
    void shouldReadTheTablesAgainWithTheNewToken() {
        server.answer(this::guarded);
        page.navigate(server.url("/"));
        dialog.enter("good");
        assertFigures(2);
        server.answer(
                asked -> asked.path().equals("/api/v1/costs") && !asked.token().equals(Optional.of("better"))
                        ? Answer.problem(401, "bad token", "This token has expired.")
                        : all(asked));
        openProvenance();
        assertThat(dialog.itself()).isVisible();
        dialog.enter("better");
        assertThat(at("provenance")).containsText("Revision in force");
        assertThat(at("provenance")).containsText("Site factors in force");
    }

    @Test
    void shouldSayWhatIsNotAllowedAndNotInsist() {
        server.answer(asked -> Answer.problem(403, "not allowed", "This token may only send events."));
        page.clock().install();
        page.navigate(server.url("/"));
        assertThat(at("connection")).hasAttribute("data-state", "forbidden");
        assertThat(at("connection")).containsText("This token may only send events.");
        assertThat(dialog.itself()).isHidden();
        int before = settled();
        page.clock().fastForward(45_000);
        assertNoMore(before, "within a minute of a refusal");

        server.answer(PageAccessIT::all);
        page.clock().fastForward(35_000);
        assertThat(at("connection")).hasText("live");
        assertFigures(2);
    }

    @Test
    void shouldSayThatATokenMayNotReadTheBooks() {
        server.answer(asked -> asked.token().equals(Optional.of("sender"))
                ? Answer.problem(403, "not allowed", "This token may only send events.")
                : guarded(asked));
        page.navigate(server.url("/"));
        dialog.enter("sender");
        assertThat(dialog.problem()).hasText("This token may only send events.");
        assertThat(dialog.forgetButton()).isHidden();
        dialog.enter("good");
        assertFigures(2);
    }

    @Test
    void shouldPauseAsLongAsTheServerWishes() {
        server.answer(asked -> Answer.problem(asked.live() ? 503 : 429, "busy", "Too many requests.")
                .retryAfter(40));
        page.clock().install();
        page.navigate(server.url("/"));
        assertThat(at("connection")).containsText("Too many requests.");
        server.answer(PageAccessIT::all);
        int before = settled();
        page.clock().fastForward(30_000);
        assertNoMore(before, "within the pause");
        page.clock().fastForward(25_000);
        assertThat(at("connection")).hasText("live");
        assertFigures(2);
    }

    @Test
    void shouldShowTheBooksOfSomeTeams() {
        server.answer(asked -> books(asked, MadeUpBooks.status(TEAMS).toString(), TEAMS));
        page.navigate(server.url("/"));
        assertFigures(2);
        assertThat(at("viewer")).hasText("Teams: search, ranking");
        assertThat(at("events")).isHidden();
        assertThat(at("empty")).isHidden();
        assertThat(at("version")).hasText("1.2.3");
        shoot("teams");
    }

    @Test
    void shouldTellEmptyBooksOfSomeTeamsFromTheirTotals() {
        server.answer(asked -> books(asked, MadeUpBooks.status(TEAMS).toString(), List.of()));
        page.navigate(server.url("/"));
        assertThat(at("empty")).isVisible();
        assertThat(at("empty")).containsText("Nothing of your teams is booked yet.");
        assertThat(page.getByText("No event has come yet.")).isHidden();
    }

    @Test
    void shouldReadEventsHoweverTheyAreCut() {
        page.navigate(server.url("/"));
        Object wrong = page.evaluate(
                """
                async ({ text, expected }) => {
                  const { readEvents } = await import(location.origin + '/page/sse.js');
                  const read = async (pieces) => {
                    const events = [];
                    const stream = new ReadableStream({
                      start(controller) {
                        pieces.forEach((piece) => controller.enqueue(piece));
                        controller.close();
                      },
                    });
                    await readEvents(stream, { onBytes: () => {}, onEvent: (...event) => events.push(event) });
                    return JSON.stringify(events);
                  };
                  for (const end of ['\\n', '\\r', '\\r\\n']) {
                    const bytes = new TextEncoder().encode(text.replaceAll('\\n', end));
                    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
                    if (await read(single) !== expected) {
                      return `byte by byte with ${JSON.stringify(end)}: ${await read(single)}`;
                    }
                    for (let a = 0; a <= bytes.length; a++) {
                      for (let b = a; b <= bytes.length; b += 3) {
                        const cut = await read([bytes.slice(0, a), bytes.slice(a, b), bytes.slice(b)]);
                        if (cut !== expected) {
                          return `cut at ${a} and ${b} with ${JSON.stringify(end)}: ${cut}`;
                        }
                      }
                    }
                  }
                  return 'none';
                }
                """,
                Map.of(
                        "text",
                        "\ufeff: idle\n\nevent: status\ndata: {\"m³\":\ndata:  \"🌍\"}\nid: 7\nretry: 9\n\n\n:\n"
                                + "data:x: y\ndata\n\nevent: no data\n\nevent:status\ndata:2\n\ndata: cut off",
                        "expected",
                        "[[\"status\",\"{\\\"m³\\\":\\n \\\"🌍\\\"}\"],[\"message\",\"x: y\\n\"],[\"status\",\"2\"]]"));
        assertThat(wrong).isEqualTo("none");
    }

    @Test
    void shouldFollowAStreamThatComesInPieces() {
        page.addInitScript(COUNT_PIECES);
        page.navigate(server.url("/"));
        assertThat(at("version")).hasText("1.2.3");
        await().until(() -> server.followers() == 1);
        String status = MadeUpBooks.status().put("version", "π·🌍").toString();
        server.answer(asked -> books(asked, status, TEAMS));
        byte[] event = (":\r\n\r\nevent: status\r\ndata: " + status.replace(",", ",\r\ndata: ") + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        int earth = new String(event, StandardCharsets.ISO_8859_1).indexOf(0xf0);
        sendAndLetRead(Arrays.copyOfRange(event, 0, earth + 2));
        sendAndLetRead(Arrays.copyOfRange(event, earth + 2, event.length - 3));
        sendAndLetRead(Arrays.copyOfRange(event, event.length - 3, event.length));
        assertThat(at("version")).hasText("π·🌍");
    }

    @Test
    void shouldFollowAnewAfterTheStreamBrokeOff() {
        page.clock().install();
        page.navigate(server.url("/"));
        assertThat(at("connection")).hasText("live");
        await().until(() -> server.followers() == 1);
        stopTheClockIn(100);
        server.dropFollowers();
        assertThat(at("connection")).hasAttribute("data-state", "reconnecting");
        page.clock().resume();
        await().until(() -> server.followers() == 1);
        assertThat(at("connection")).hasText("live");
    }

    /** The page follows anew within seconds, and a test may be slow to look. */
    private void stopTheClockIn(long ms) {
        page.clock().pauseAt(((Number) page.evaluate("Date.now()")).longValue() + ms);
    }

    @Test
    void shouldTrustAStreamAsLongAsItsHeartBeats() {
        page.addInitScript(COUNT_PIECES);
        page.clock().install();
        page.navigate(server.url("/"));
        assertThat(at("connection")).hasText("live");
        await().until(() -> server.followers() == 1);
        for (int i = 0; i < 3; i++) {
            settled();
            page.clock().fastForward(15_000);
            sendAndLetRead(":\n\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(streamsAsked()).as("with a heartbeat each 15 s").isEqualTo(1);

        settled();
        stopTheClockIn(26_000);
        assertThat(at("connection")).containsText("fell silent");
        page.clock().resume();
        await().until(() -> streamsAsked() == 2);
        await().until(() -> server.followers() == 1);
        assertThat(at("connection")).hasText("live");
    }

    /** The page needs {@link #COUNT_PIECES} for it. */
    private void sendAndLetRead(byte[] bytes) {
        int before = pieces();
        server.send(bytes);
        await().pollInSameThread().until(() -> pieces() > before);
    }

    private int pieces() {
        return ((Number) page.evaluate("pieces")).intValue();
    }

    private long streamsAsked() {
        return server.asked().stream().filter(Asked::live).count();
    }

    @Test
    void shouldLeaveNoStreamBehindWhenItGoes() {
        page.navigate(server.url("/"));
        await().until(() -> server.followers() == 1);
        page.navigate("about:blank");
        await().until(() -> server.followers() == 0);
    }

    @Test
    void shouldReadAllPagesOfRows() {
        server.answer(asked -> {
            if (!asked.path().equals("/api/v1/footprint")) {
                return all(asked);
            }
            String cursor = asked.parameter("cursor");
            var answer = MadeUpBooks.footprint(
                    asked.parameter("step"), asked.parameter("by"), List.of(cursor.isEmpty() ? "search" : cursor));
            if (cursor.isEmpty()) {
                answer.put("next", "/api/v1/footprint?step=" + asked.parameter("step") + "&by=team&cursor=ranking");
            }
            return Answer.json(answer);
        });
        page.navigate(server.url("/"));
        assertThat(at("filter-team").locator("option")).hasText(new String[] {"All teams", "ranking", "search"});
        assertThat(at("partial")).isHidden();
        assertThat(server.asked())
                .filteredOn(asked -> asked.path().endsWith("/footprint")
                        && asked.parameter("cursor").isEmpty())
                .allMatch(asked -> asked.parameter("limit").equals("10000"));
    }

    @Test
    void shouldSayThatThereAreMoreRowsThanItReads() {
        server.answer(asked -> {
            if (!asked.parameter("by").equals("model,gpu")) {
                return all(asked);
            }
            int cursor = Integer.parseInt("0" + asked.parameter("cursor"));
            return Answer.json(MadeUpBooks.footprint("total", "model,gpu", TEAMS)
                    .put("next", "/api/v1/footprint?step=total&by=model,gpu&cursor=" + (cursor + 1)));
        });
        page.navigate(server.url("/"));
        assertThat(at("partial")).containsText("more than 200,000 for the models");
        assertFigures(2);
        assertThat(server.asked())
                .extracting(asked -> asked.parameter("cursor"))
                .contains("19")
                .doesNotContain("20");
    }

    @Test
    void shouldAskForNamesWithSlashes() {
        page.navigate(server.url("/"));
        openProvenance();
        assertThat(at("provenance")).containsText("Revision in force");
        assertThat(at("provenance")).containsText("made up");
        Asked costs = last(asked -> asked.path().equals("/api/v1/costs"));
        assertThat(costs.parameters()).isEqualTo(Map.of("model", MadeUpBooks.MODEL, "gpu", MadeUpBooks.GPU));
        assertThat(last(asked -> asked.path().equals("/api/v1/sites")).parameters())
                .isEqualTo(Map.of("region", "eu-west-1"));
    }

    private void openProvenance() {
        at("top-models")
                .getByRole(AriaRole.ROW)
                .getByRole(AriaRole.BUTTON, named(MadeUpBooks.MODEL))
                .click();
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private Asked last(Predicate<Asked> which) {
        return server.asked().stream().filter(which).reduce((one, next) -> next).orElseThrow();
    }

    private Locator at(String testId) {
        return page.getByTestId(testId);
    }

    private void assertFigures(int requests) {
        assertThat(at("total-requests")).hasAttribute("data-value", "" + requests);
    }

    /** How often it was asked, once all is answered: what is under way when the clock leaps is out of time. */
    private int settled() {
        AtomicInteger before = new AtomicInteger(-1);
        await().pollInterval(Duration.ofSeconds(1)).until(() -> {
            int now = server.asked().size();
            return now > 0 && before.getAndSet(now) == now;
        });
        return before.get();
    }

    private void assertNoMore(int before, String when) {
        await(when)
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(15))
                .until(() -> server.asked().size() == before);
    }

    /** In light, in dark and on a phone. */
    private void shoot(String name) {
        page.screenshot(shot(name + "-light"));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.screenshot(shot(name + "-dark"));
        page.setViewportSize(360, 740);
        await("fits").pollInSameThread().untilAsserted(() -> assertThat(
                        ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .isLessThanOrEqualTo(360));
        page.screenshot(shot(name + "-narrow"));
        page.setViewportSize(1280, 1000);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static Page.ScreenshotOptions shot(String name) {
        return new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png"));
    }
}
