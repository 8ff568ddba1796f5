package io.wattledger.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.wattledger.standalone.Chromium;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report in a real browser. */
class HtmlReportIT {

    private static final long SEED = 7;
    private static final Path FOLDER = Path.of("target", "screenshots");

    /** What the margins leave of A4 and of Letter, pixels. */
    private static final int A4_WIDTH = (int) ((210 - 2 * 13) / 25.4 * 96);

    private static Chromium chromium;
    private static Path file;
    private static Path openPeriod;

    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    static void writeReportsAndOpenABrowser() throws Exception {
        Chromium.require();
        Files.createDirectories(FOLDER);
        file = write("report.html", Optional.of(prices()), "2026-12-01T08:00:00Z");
        openPeriod = write("report-open.html", Optional.empty(), "2026-11-22T13:05:00Z");
        chromium = Chromium.start();
    }

    private static Path write(String name, Optional<Prices> prices, String read) throws Exception {
        Path path = FOLDER.resolve(name).toAbsolutePath();
        try (OutputStream out = Files.newOutputStream(path)) {
            new HtmlFormat(SampleBooks.COSTS).write(SampleBooks.november(prices, Instant.parse(read), SEED), out);
        }
        return path;
    }

    private static Prices prices() {
        return new Prices(
                Currency.getInstance("EUR"),
                new Prices.Tariff(Optional.of(new BigDecimal("0.18")), Map.of("eu-north-1", new BigDecimal("0.09"))),
                Prices.Tariff.NONE,
                new Prices.Tariff(Optional.of(new BigDecimal("80")), Map.of()),
                Map.of());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void closeTheContextsThatSaidAndAskedNothing() {
        contexts.forEach(BrowserContext::close);
        assertThat(problems).as("what the console said, and what was asked for").isEmpty();
    }

    @Test
    void shouldBeReadOnAWideScreen() {
        Page page = open(file, 1200, ColorScheme.LIGHT);

        assertThat(page.title()).isEqualTo("Wattledger: All teams, November 2026");
        assertThat(page.locator("svg.wide").first().isVisible()).isTrue();
        assertThat(page.locator("svg.narrow").first().isVisible()).isFalse();
        assertThat(number(page, "document.documentElement.scrollWidth")).isLessThanOrEqualTo(1200);
        assertThat(cutOff(page)).isEqualTo(List.of());
        shoot(page, "report-wide.png");
    }

    @Test
    void shouldFitAPhone() {
        Page page = open(file, 360, ColorScheme.LIGHT);

        assertThat(page.locator("svg.narrow").first().isVisible()).isTrue();
        assertThat(page.locator("svg.wide").first().isVisible()).isFalse();
        assertThat(number(page, "document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
        shoot(page, "report-narrow.png");
    }

    @Test
    void shouldBeReadInTheDark() {
        String light = background(open(file, 1200, ColorScheme.LIGHT));
        Page page = open(file, 1200, ColorScheme.DARK);

        assertThat(background(page)).isNotEqualTo(light);
        shoot(page, "report-dark.png");
    }

    @Test
    void shouldTellOfAPeriodThatIsNotOver() {
        Page page = open(openPeriod, 1200, ColorScheme.LIGHT);

        assertThat(page.locator("header").innerText())
                .contains("not over")
                .contains("until the same moment (1 October 2026, 00:00 to 22 October 2026, 14:00)");
        shoot(page, "report-open.png");
    }

    @Test
    void shouldLetNamesBeText() {
        Page page = open(file, 1200, ColorScheme.LIGHT);

        assertThat(page.locator("#by-team-table").locator("xpath=..").innerText())
                .contains(SampleBooks.HOSTILE_TEAM);
        assertThat(page.evaluate("window.hacked")).isNull();
        assertThat(number(page, "document.scripts.length")).isZero();
    }

    @Test
    void shouldBeReadAloud() {
        Page page = open(file, 1200, ColorScheme.LIGHT);

        assertThat(number(page, "document.querySelectorAll('th:not([scope]), table:not(:has(caption))').length"))
                .isZero();
        assertThat(number(page, "document.querySelectorAll('svg:not(:has(> title)), svg:not(:has(> desc))').length"))
                .isZero();
        assertThat(page.evaluate("""
                        () => [...document.querySelectorAll('[aria-labelledby]')]
                          .flatMap(each => each.getAttribute('aria-labelledby').split(' '))
                          .filter(id => document.querySelectorAll('#' + CSS.escape(id)).length !== 1)
                        """)).isEqualTo(List.of());
        assertThat(number(page, "document.querySelectorAll('main, header, footer').length"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A4", "Letter"})
    void shouldPrint(String paper) throws Exception {
        Page page = open(file, A4_WIDTH, ColorScheme.DARK);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(cutOff(page)).isEqualTo(List.of());
        assertThat(background(page)).isEqualTo("rgb(255, 255, 255)");
        assertThat(page.locator("#offsets").isVisible()).isTrue();
        Path pdf = FOLDER.resolve("report-" + paper + ".pdf");
        page.pdf(new Page.PdfOptions().setPath(pdf).setFormat(paper));
        long pages = Pattern.compile("/Type\\s*/Page\\b")
                .matcher(Files.readString(pdf, StandardCharsets.ISO_8859_1))
                .results()
                .count();
        assertThat(pages).isBetween(3L, 12L);
    }

    /** Each row's shares, as they are read. */
    @ParameterizedTest
    @CsvSource({"team", "model", "gpu", "region"})
    void shouldHaveSharesThatAddUp(String field) {
        Page page = open(file, 1200, ColorScheme.LIGHT);
        String cells = "tbody tr > :nth-child(3)";
        BigDecimal sum = page.locator("table:has(#by-" + field + "-table) " + cells).allInnerTexts().stream()
                .filter(text -> text.endsWith("%"))
                .map(text -> new BigDecimal(text.replace("\u00a0%", "")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(sum).isEqualByComparingTo("100");
    }

    private Page open(Path report, int width, ColorScheme scheme) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(scheme));
        contexts.add(context);
        Page page = context.newPage();
        String address = report.toUri().toString();
        page.onConsoleMessage(message -> problems.add(message.type() + ": " + message.text()));
        page.onPageError(error -> problems.add("error: " + error));
        page.onRequest(request -> {
            if (!request.url().equals(address)) {
                problems.add("asked for " + request.url());
            }
        });
        page.navigate(address);
        return page;
    }

    /** What reaches beyond the page or beyond what holds it. */
    private static Object cutOff(Page page) {
        return page.evaluate("""
                () => [...document.querySelectorAll('body *')]
                  .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5
                    || (each.matches('.scroll') && each.scrollWidth > each.clientWidth + 1))
                  .map(each => each.outerHTML.slice(0, 120))
                """);
    }

    private static int number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).intValue();
    }

    private static String background(Page page) {
        return String.valueOf(page.evaluate("getComputedStyle(document.body).backgroundColor"));
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(FOLDER.resolve(name)));
    }
}
