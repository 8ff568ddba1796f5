package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in {@code scenarios}: what comes in at which time, and the books that must come of it. */
class BooksScenarioTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    @TempDir
    Path stateDir;

    static List<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void shouldComeToTheExpectedBooks(String file) throws IOException {
        assertBooks(file, 100_000);
    }

    /** Every event and every entry is written ahead of its commit. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void shouldComeToTheSameBooksWhenTheBuffersAreFullAtOnce(String file) throws IOException {
        assertBooks(file, 1);
    }

    private void assertBooks(String file, int bufferSize) throws IOException {
        Scenario scenario = Scenario.parse(Files.readString(SCENARIOS.resolve(file), StandardCharsets.UTF_8));
        try (BooksFixture books =
                new BooksFixture(stateDir, BooksFixture.booking(bufferSize), BooksFixture.totalling(bufferSize))) {
            scenario.play(books);
            assertThat(scenario.actual(books)).isEqualTo(scenario.expected());
        }
    }
}
