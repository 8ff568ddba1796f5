package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.standalone.workload.ExpectedBooks;
import io.wattledger.standalone.workload.GeneratedTrace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line as a user sees it: the script, its processes, what they print, and what they leave behind. */
class LauncherIT {

    /** All that a demo that is stopped has to say on standard error. */
    private static final String STARTING = "starting a Kafka broker, a schema registry and the application …\n";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "help.txt, --help",
        "demo.txt, demo --help",
        "run.txt, run --help",
        "publish.txt, publish --help",
        "batches.txt, batches --help",
        "replay.txt, replay --help",
        "rejects.txt, rejects --help",
        "rejects-list.txt, rejects list --help",
        "rejects-show.txt, rejects show --help",
        "rejects-retry.txt, rejects retry --help",
        "report.txt, report --help",
        "report-diff.txt, report diff --help",
        "budgets.txt, budgets --help",
        "audit.txt, audit --help",
        "torture.txt, torture --help"
    })
    void shouldHelp(String golden, String arguments) throws Exception {
        try (Launched help = Launched.run(folder, arguments.split(" ", -1))) {
            assertThat(help.status()).isZero();
            assertThat(help.err()).isEmpty();
            Golden.assertMatches(golden, help.out());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | dmeo                                   | Unmatched argument at index 0: 'dmeo'",
                "2 | demo --fast                            | Unknown option: '--fast'",
                "2 | demo --speed fast                      | write 60x (times the trace's own)",
                "2 | demo --speed 0x                        | a speed is a number above 0",
                "2 | demo --kafka-port 70000                | --kafka-port is 70000; a port is 0 to 65535",
                "2 | demo --map a:team=b                    | --map goes with --trace",
                "2 | demo --spike assistant                 | --spike is 'assistant'; write a team and a time, such as assistant@30s",
                "2 | demo --spike nobody@30s                | team 'nobody' sends nothing",
                "2 | demo --spike search@30s --speed max    | --spike needs a pace that follows the times of the trace",
                "2 | report --from 2026-11 --output no-such-folder/r.csv --data books | there is no folder",
                "2 | budgets --month November               | --month is 'November'; write one like 2026-11",
                "1 | report --data no-such-books            | holds no books",
                "2 | audit --metrics no-such-folder/a.prom --bootstrap localhost:1 --registry http://localhost:1 | there is no folder",
                "1 | demo --trace no-such-file.csv          | no-such-file.csv",
                "1 | replay no-such-file.csv --bootstrap localhost:1 --registry http://localhost:1 | no-such-file.csv",
                "2 | replay no-such-file.csv --on-error ask --bootstrap localhost:1 --registry http://localhost:1 | skip or stop",
                "2 | replay                                 | Missing required parameter: 'FILE'",
                "2 | run --config no-such-file.yaml         | no-such-file.yaml",
            })
    void shouldSayWhatIsWrongAndExitWithItsCode(int status, String arguments, String problem) throws Exception {
        try (Launched command = Launched.run(folder, arguments.split(" ", -1))) {
            assertThat(command.err()).contains(problem).doesNotContain("\tat ");
            assertThat(command.out()).isEmpty();
            assertThat(command.status()).isEqualTo(status);
        }
    }

    @Test
    void shouldNameAllProblemsOfAConfigurationAtOnce() throws Exception {
        try (Launched run = Launched.run(folder, "run", "--set", "app.threads=none", "--set", "http.prot=1")) {
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("app.threads").contains("http.prot").contains("did you mean http.port?");
        }
        try (Launched run = Launched.run(folder, "run")) {
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .contains("kafka.bootstrap.servers is missing")
                    .contains("schema.registry.url is missing");
        }
    }

    @Test
    void shouldPrintBooksThatAddUpAndContinueThemOnTheSameFolder() throws Exception {
        // When
        JsonNode first = demoOnce();
        JsonNode second = demoOnce();

        // Then
        ExpectedBooks expected = GeneratedTrace.standard().expected();
        assertBooks(first, expected, 1);
        assertBooks(second, expected, 2);
        Map<List<String>, JsonNode> before = byDimensions(first);
        byDimensions(second).forEach((dimensions, total) -> {
            JsonNode earlier = Objects.requireNonNull(before.get(dimensions));
            assertThat(total.at("/requests").asLong())
                    .isEqualTo(2 * earlier.at("/requests").asLong());
            // The same requests in other minutes round differently: half a microjoule a cell at most.
            assertThat(total.at("/energyJoules/central").asDouble())
                    .isCloseTo(2 * earlier.at("/energyJoules/central").asDouble(), within(0.001));
        });
    }

    private JsonNode demoOnce() throws Exception {
        try (Launched demo =
                Launched.run(folder, "demo", "--once", "--json", "--speed", "max", "--port", "0", "--data", "books")) {
            assertThat(demo.status()).as(demo.err()).isZero();
            assertThat(demo.temporaryFiles()).isEmpty();
            return JSON.readTree(demo.out());
        }
    }

    private static void assertBooks(JsonNode books, ExpectedBooks expected, int times) {
        JsonNode events = books.at("/events");
        assertThat(events.at("/in").asLong()).isEqualTo(times * expected.in());
        assertThat(events.at("/booked").asLong()).isEqualTo(times * expected.booked());
        assertThat(events.at("/parked").asLong()).isEqualTo(times * expected.parked());
        assertThat(events.at("/duplicate").asLong()).isEqualTo(times * expected.duplicates());
        assertThat(events.at("/rejected").asLong()).isEqualTo(times * expected.rejected());
        long requests = 0;
        long unpriced = 0;
        for (JsonNode total : books.at("/totals")) {
            requests += total.at("/requests").asLong();
            unpriced += total.at("/unpricedRequests").asLong();
            boolean unknown = total.at("/model").asText().equals(GeneratedTrace.UNKNOWN_MODEL);
            assertThat(total.at("/energyJoules").isNull()).isEqualTo(unknown);
            assertThat(total.at("/carbonGrams").isNull()).isEqualTo(unknown);
            if (!unknown) {
                assertThat(total.at("/energyJoules/low").asDouble())
                        .isPositive()
                        .isLessThan(total.at("/energyJoules/central").asDouble());
                assertThat(total.at("/energyJoules/central").asDouble())
                        .isLessThan(total.at("/energyJoules/high").asDouble());
            }
        }
        assertThat(requests).isEqualTo(times * (expected.booked() + expected.parked()));
        assertThat(unpriced).isEqualTo(times * expected.parked());
        assertThat(books.at("/seconds").asDouble()).isPositive();
    }

    private static Map<List<String>, JsonNode> byDimensions(JsonNode books) {
        Map<List<String>, JsonNode> totals = new HashMap<>();
        books.at("/totals")
                .forEach(total -> totals.put(
                        List.of(
                                total.at("/team").asText(),
                                total.at("/model").asText(),
                                total.at("/gpu").asText(),
                                total.at("/region").asText()),
                        total));
        return totals;
    }

    @Test
    void shouldStopAllThatItStartedAtCtrlC() throws Exception {
        try (Launched demo = Launched.start(folder, "demo", "--port", "0")) {
            // Given: in the middle
            demo.awaitOut("[1-9][0-9,]* in = ");
            List<ProcessHandle> children = demo.children();
            assertThat(children).isNotEmpty();
            assertThat(demo.temporaryFiles()).isNotEmpty();

            // When
            demo.signal("INT");

            // Then
            demo.awaitExit(STOP_LIMIT);
            assertGone(children);
            assertThat(demo.temporaryFiles()).isEmpty();
            assertThat(demo.err()).isEqualTo(STARTING);
        }
    }

    @Test
    void shouldStopAllThatItStartedAtCtrlCWhileItStarts() throws Exception {
        try (Launched demo = Launched.start(folder, "demo", "--port", "0")) {
            // Given: the registry has been started and nothing is replayed yet
            await().atMost(Duration.ofSeconds(30)).until(() -> !demo.children().isEmpty());
            List<ProcessHandle> children = demo.children();

            // When
            demo.signal("INT");

            // Then
            demo.awaitExit(STOP_LIMIT);
            assertGone(children);
            assertThat(demo.temporaryFiles()).isEmpty();
            assertThat(demo.err()).isEqualTo(STARTING);
        }
    }

    @Test
    void shouldLeaveNoRegistryBehindWhenItIsKilled() throws Exception {
        try (Launched demo = Launched.start(folder, "demo", "--port", "0")) {
            // Given
            demo.awaitOut("registry http");
            List<ProcessHandle> children = demo.children();
            assertThat(children).isNotEmpty();

            // When
            demo.signal("KILL");

            // Then
            assertGone(children);
        }
    }

    /** The shell that guards the registry looks once a second whether it is gone, and is the last to go. */
    private static void assertGone(List<ProcessHandle> processes) {
        await().atMost(STOP_LIMIT).untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }
}
