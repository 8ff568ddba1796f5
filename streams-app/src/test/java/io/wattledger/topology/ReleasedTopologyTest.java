package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Today's topology goes on with the books of each release: it has every source, sink, store and changelog under the same name in the
 * same sub-topology. What it lacks on purpose stands in {@code allowed.txt} beside the release's topology. CONTRIBUTING.md: "What a release leaves".
 */
class ReleasedTopologyTest {

    private static final Path RELEASES = Path.of("src/test/resources/releases");
    private static final String TOPOLOGY = "topology.txt";
    private static final String CHANGELOGS = "changelogs.txt";

    /** What today's topology may lack: a line each as the test prints it; # begins a comment that says why. */
    private static final String ALLOWED = "allowed.txt";

    private static final String TODAY = BooksTopology.build(
                    new Topics(
                            "wattledger.",
                            SchemaRegistries.connect(Map.of("schema.registry.url", "mock://released-topology")),
                            true),
                    BooksFixture.booking(1),
                    BooksFixture.totalling(1),
                    new TablesStatus())
            .describe()
            .toString();

    static List<Path> releases() throws IOException {
        record();
        try (Stream<Path> folders = Files.list(RELEASES)) {
            return folders.sorted().toList();
        }
    }

    /** {@code -Dwattledger.release.record=VERSION} leaves today's topology as that of a release. */
    private static void record() throws IOException {
        String version = System.getProperty("wattledger.release.record", "");
        if (!version.isEmpty()) {
            Path folder = Files.createDirectories(RELEASES.resolve(version));
            Files.writeString(folder.resolve(TOPOLOGY), TODAY);
            Files.write(folder.resolve(CHANGELOGS), Names.changelogs("wattledger"));
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void shouldGoOnWithTheBooksOfTheRelease(Path release) throws IOException {
        String then = Files.readString(release.resolve(TOPOLOGY));
        List<String> changelogs = Files.readAllLines(release.resolve(CHANGELOGS));
        assertThat(Rooms.of(then).things()).hasSizeGreaterThan(40);
        assertThat(changelogs).hasSizeGreaterThan(8);

        List<String> missing = new ArrayList<>(Rooms.of(then).missingIn(Rooms.of(TODAY)));
        changelogs.stream()
                .filter(changelog -> !Names.changelogs("wattledger").contains(changelog))
                .map(changelog -> "changelog " + changelog)
                .forEach(missing::add);

        assertThat(missing)
                .as(
                        "what release %s has and this does not; a migration is needed, then a line in %s",
                        release.getFileName(), release.resolve(ALLOWED))
                .containsExactlyInAnyOrderElementsOf(allowed(release));
    }

    private static List<String> allowed(Path release) throws IOException {
        Path file = release.resolve(ALLOWED);
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts, | usage, | sub-topology 2: store accounts",
                "Sub-topology: 3 | Sub-topology: 4 | sub-topology 3: store totals-1h",
                "Source: keyless-events | Source: repartitioned | sub-topology 2: source keyless-events",
                "topics: [wattledger.footprint-journal] | topics: [wattledger.journal] |"
                        + " sub-topology 3: source topic wattledger.footprint-journal",
                "Sub-topology: 2 | Sub-topology: 2 for global store (will not generate tasks) | sub-topology 2: is of tasks"
            })
    void shouldFindWhatChanged(String change) {
        String[] parts = change.split(" \\| ?", -1);
        assertThat(TODAY).contains(parts[0]);

        List<String> missing = Rooms.of(TODAY).missingIn(Rooms.of(TODAY.replace(parts[0], parts[1])));

        assertThat(missing).contains(parts[2].strip());
    }

    @Test
    void shouldMissNothingInWhatDidNotChange() {
        assertThat(Rooms.of(TODAY).missingIn(Rooms.of(TODAY))).isEmpty();
    }
}
