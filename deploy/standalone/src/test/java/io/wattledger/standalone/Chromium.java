package io.wattledger.standalone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The browser of the machine. */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Skips the test where there is none. */
    public static void require() {
        assumeTrue(name().isPresent(), "a browser is needed (Debian: chromium)");
    }

    /** Starts it. */
    public static Chromium start() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Programs.path(name().orElseThrow()))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
        return new Chromium(playwright, browser);
    }

    private static Optional<String> name() {
        return NAMES.stream().filter(Programs::exists).findFirst();
    }

    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
