package io.wattledger.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.wattledger.standalone.workload.GeneratedTrace;
import io.wattledger.standalone.workload.Pace;
import io.wattledger.standalone.workload.ReplayPlan;
import io.wattledger.standalone.workload.Replayer;
import io.wattledger.standalone.workload.TimeShift;
import io.wattledger.v1.InferenceEvent;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, over real books. */
class PageIT {

    private static final GeneratedTrace TRACE = new GeneratedTrace(13, 4_000, Duration.ofMinutes(50));
    private static final String HOSTILE_TEAM = "<img src=x onerror=\"window.hacked=1\">";
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final double LONG = 30_000;

    @TempDir
    static Path folder;

    private static Standalone standalone;
    private static Chromium chromium;

    private final List<String> problems = new CopyOnWriteArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void bookATraceAndOpenABrowser() throws Exception {
        Chromium.require();
        Files.createDirectories(SCREENSHOTS);
        standalone = Standalone.start(folder, new Standalone.Ports(0, 0, 0));
        try (Producer<byte[], byte[]> producer = standalone.producer()) {
            String topic = standalone.topics().events().name();
            var codec = standalone.topics().eventCodec();
            new Replayer(producer, topic, event -> codec.encode(topic + "-value", event))
                    .run(TRACE, new ReplayPlan("page", Pace.max(), TimeShift.TO_NOW));
            send(producer, "hostile", HOSTILE_TEAM);
        }
        TopicContents contents = TopicContents.of(
                standalone.bootstrapServers(), standalone.topics().events().name());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> standalone.app().books().include(contents.ends()));
        chromium = Chromium.start();
    }

    private static void send(Producer<byte[], byte[]> producer, String id, String team) throws Exception {
        String topic = standalone.topics().events().name();
        InferenceEvent event = InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("test")
                .setOccurredAt(Instant.now())
                .setModelId("llama-3.1-8b-instruct")
                .setGpu("h100-sxm5-80gb")
                .setTeam(team)
                .setRegion("eu-west-1")
                .setInputTokens(100)
                .setOutputTokens(10)
                .build();
        producer.send(new ProducerRecord<>(
                        topic,
                        id.getBytes(StandardCharsets.UTF_8),
                        standalone.topics().eventCodec().encode(topic + "-value", event)))
                .get();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (standalone != null) {
            standalone.close();
        }
    }

    @BeforeEach
    void openTheContext() {
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(1280, 1000)
                        .setColorScheme(ColorScheme.LIGHT)
                        .setTimezoneId("UTC"));
        page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(error -> problems.add("error: " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(url("")) && !request.url().startsWith("data:")) {
                problems.add("asked for " + request.url());
            }
        });
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            problems.add(message.type() + ": " + message.text());
        }
    }

    @AfterEach
    void closeTheContextThatSaidNothing() {
        context.close();
        assertThat(problems).as("what the console said").isEmpty();
    }

    @Test
    void shouldShowTheFiguresOfTheApi() throws Exception {
        open("/");
        JsonNode total = json("/api/v1/footprint").at("/total");

        assertFigure("total-energy", total.at("/energyJoules/central").asDouble());
        assertFigure("total-water", total.at("/waterLitres/central").asDouble());
        assertFigure("total-carbon", total.at("/carbonGrams/central").asDouble());
        assertFigure("total-requests", total.at("/requests").asDouble());
        assertThat(at("add-up")).containsText("the books add up");
        assertThat(at("connection")).hasText("live");
        assertThat(at("viewer")).isHidden();
        assertThat(new TokenDialog(page).forgetButton()).isHidden();
        assertThat(at("rejected")).containsText("UNDECODABLE");
        assertThat(at("waiting")).not().hasText("0");
        JsonNode models = json("/api/v1/footprint?by=model,gpu").at("/rows");
        assertThat(at("top-models").locator("tbody tr")).hasCount(Math.min(10, models.size()));
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve("light.png")));
    }

    @Test
    void shouldFollowTheBooksByItself() throws Exception {
        open("/");
        double before = json("/api/v1/footprint").at("/total/requests").asDouble();
        assertFigure("total-requests", before);
        try (Producer<byte[], byte[]> producer = standalone.producer()) {
            send(producer, "later-" + System.nanoTime(), "search");
        }
        assertFigure("total-requests", before + 1);
    }

    @Test
    void shouldFilterAndKeepTheViewInTheAddress() throws Exception {
        open("/");
        at("filter-team").selectOption("search");
        double requests =
                json("/api/v1/footprint?team=search").at("/total/requests").asDouble();
        assertFigure("total-requests", requests);
        page.reload();
        assertFigure("total-requests", requests);
        assertThat(page.url()).contains("team=search");
        at("clear-filters").click();
        assertFigure(
                "total-requests",
                json("/api/v1/footprint").at("/total/requests").asDouble());

        at("group-by").selectOption("region");
        at("measure").selectOption("carbon");
        assertThat(at("legend")).containsText("westeurope");
    }

    @Test
    void shouldLetATeamsNameBeText() throws Exception {
        open("/?team=" + URLEncoder.encode(HOSTILE_TEAM, StandardCharsets.UTF_8));
        assertFigure("total-requests", 1);
        assertThat(at("filter-team")).hasValue(HOSTILE_TEAM);
        assertThat(page.locator("img")).hasCount(0);
        assertThat(page.evaluate("window.hacked")).isNull();
    }

    @Test
    void shouldTellWhereAFigureComesFrom() {
        open("/");
        at("top-models")
                .locator("tbody tr", new Locator.LocatorOptions().setHasText("llama-3.1-8b-instruct"))
                .first()
                .getByRole(AriaRole.BUTTON)
                .click();
        Locator provenance = at("provenance");
        assertThat(provenance).isVisible();
        assertThat(provenance).containsText("llama-3.1-8b-instruct");
        assertThat(provenance.locator("table").first()).isVisible();
        assertThat(provenance).containsText("PUE");
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("provenance.png")));
        page.keyboard().press("Escape");
        assertThat(provenance).isHidden();
    }

    @Test
    void shouldBeReadableInTheDarkAndRememberIt() {
        open("/");
        String light = background();
        at("theme-toggle").click();
        String dark = background();
        assertThat(dark).isNotEqualTo(light);
        page.reload();
        assertThat(background()).isEqualTo(dark);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve("dark.png")));
    }

    private String background() {
        return String.valueOf(page.evaluate("getComputedStyle(document.body).backgroundColor"));
    }

    @Test
    void shouldFitANarrowScreen() {
        page.setViewportSize(360, 740);
        open("/");
        assertThat(at("connection")).hasText("live");
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .isLessThanOrEqualTo(360);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve("narrow.png")));
    }

    // Here is the place for tokens of a real server: TokenDialog enters them. PageAccessIT has what a server must be
    // made to do.

    private void open(String path) {
        page.navigate(url(path));
        assertThat(at("total-requests"))
                .hasAttribute(
                        "data-value",
                        Pattern.compile("[1-9]\\d*"),
                        new LocatorAssertions.HasAttributeOptions().setTimeout(LONG));
    }

    private Locator at(String testId) {
        return page.getByTestId(testId);
    }

    private void assertFigure(String testId, double expected) {
        await().atMost(Duration.ofSeconds(20)).pollInSameThread().untilAsserted(() -> assertThat(
                        Double.parseDouble(at(testId).getAttribute("data-value")))
                .isEqualTo(expected));
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + standalone.app().httpPort() + path;
    }

    private static JsonNode json(String path) throws Exception {
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create(url(path))).build(), BodyHandlers.ofString())
                        .body());
    }
}
