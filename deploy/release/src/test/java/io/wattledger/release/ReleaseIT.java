package io.wattledger.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.release.Unpacked.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The archive as somebody gets it: unpacked, read-only, in a folder with a space in its name, without Maven and JDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleaseIT {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)[^)]*\\)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String version = System.getProperty("wattledger.release.version", "");

    private Path folder;
    private Unpacked release;
    private Map<Path, String> before;

    @BeforeAll
    void unpack(@TempDir Path temporary) throws Exception {
        String archive = System.getProperty("wattledger.release.archive", "");
        assumeTrue(!archive.isEmpty(), "the archive of a release is made and tested with -Prelease");
        folder = temporary;
        release = Unpacked.of(Path.of(archive), folder.resolve("a release"));
        before = release.files();
    }

    @AfterAll
    void allowDeletion() throws IOException {
        if (release != null) {
            release.release();
        }
    }

    @Test
    void shouldTellItsVersionThroughALink() throws Exception {
        // Given
        Path link = Files.createSymbolicLink(folder.resolve("wattledger link"), launcher());

        // When
        Ran ran = release.run(link, "--version");

        // Then
        assertThat(ran).isEqualTo(new Ran(0, "wattledger " + version + "\n", ""));
        assertThat(release.home()).hasFileName("wattledger-" + version);
    }

    @Test
    void shouldEstimate() throws Exception {
        Ran ran = release.run(launcher(), "estimate", "--model", "resnet50", "--gpu", "a100-sxm4-80gb", "--json");
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(JSON.readTree(ran.out()).at("/energyJoules/central").asDouble())
                .isPositive();
    }

    @Test
    void shouldKeepBooksThatAddUpAndWriteNothingIntoItsFolder() throws Exception {
        // When
        Ran ran = release.run(launcher(), "demo", "--once", "--json", "--speed", "max", "--port", "0");

        // Then
        assertThat(ran.status()).as(ran.err()).isZero();
        JsonNode books = JSON.readTree(ran.out());
        JsonNode events = books.at("/events");
        long requests = 0;
        for (JsonNode total : books.at("/totals")) {
            requests += total.at("/requests").asLong();
        }
        long kept = events.at("/booked").asLong() + events.at("/parked").asLong();
        assertThat(events.at("/in").asLong()).isEqualTo(30_000);
        assertThat(kept
                        + events.at("/duplicate").asLong()
                        + events.at("/rejected").asLong())
                .isEqualTo(30_000);
        assertThat(requests).isEqualTo(kept);
        assertThat(release.files()).isEqualTo(before);
    }

    @Test
    void shouldSayWhatIsOnlyInACheckout() throws Exception {
        assertThat(release.run(launcher(), "bench"))
                .isEqualTo(new Ran(
                        2, "", "wattledger: bench is in a checkout of the sources only: it measures what it builds\n"));
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        // Given: a launcher alone
        Path alone = Files.copy(launcher(), folder.resolve("wattledger"));

        // When
        Ran ran = release.run(alone, "--version");

        // Then
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .isEqualTo("wattledger: app/ is missing beside %s: unpack the whole archive again%n", alone);
    }

    @Test
    void shouldHoldTheJarsOfTheBillOfMaterialsAndNoOthers() throws IOException {
        List<String> jars = new ArrayList<>();
        for (String part : List.of("app", "lib")) {
            try (Stream<Path> files = Files.list(release.home().resolve(part))) {
                files.map(file -> file.getFileName().toString()).forEach(jars::add);
            }
        }
        assertThat(jars)
                .containsExactlyInAnyOrderElementsOf(Bom.components().stream()
                        .filter(ThirdParty::isLibrary)
                        .map(component -> component.name() + "-" + component.version() + ".jar")
                        .toList());
        assertThat(JSON.readTree(release.home().resolve("wattledger.cdx.json").toFile())
                        .at("/specVersion")
                        .asText())
                .isEqualTo("1.6");
    }

    @Test
    void shouldHoldWhatItsDocumentsPointTo() throws IOException {
        List<String> broken = new ArrayList<>();
        try (Stream<Path> files = Files.walk(release.home())) {
            for (Path document :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                LINK.matcher(Files.readString(document))
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> Files.notExists(
                                Objects.requireNonNull(document.getParent()).resolve(link)))
                        .forEach(link -> broken.add(release.home().relativize(document) + " -> " + link));
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void shouldHoldNoTestsAndNoSources() {
        assertThat(before.keySet())
                .extracting(Path::toString)
                .contains("THIRD-PARTY.md", "LICENSE", "deploy/wattledger.yaml", "deploy/connect/schema.sql")
                .contains("grafana/dashboards/ledger.json", "deploy/prometheus/prometheus.yaml")
                .noneMatch(name -> name.endsWith(".java") || name.endsWith("pom.xml") || name.contains("target"));
    }

    private Path launcher() {
        return release.home().resolve("wattledger");
    }
}
