package io.wattledger.metrics;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.Golden;
import io.wattledger.books.Books;
import io.wattledger.books.HandMadeBooks;
import io.wattledger.metrics.Metrics.Scrape;
import io.wattledger.topology.TablesStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    @TempDir
    Path stateDir;

    private final AtomicReference<Books> books = new AtomicReference<>(HandMadeBooks.books());
    KafkaStreams streams;
    Metrics metrics;

    @BeforeEach
    void open() {
        streams = IdleStreams.create(stateDir);
        metrics = new Metrics(
                streams,
                HandMadeBooks.live(books::get),
                new TablesStatus(),
                labels(500),
                new SeriesLabels(List.of("team"), 500),
                Map.of("budgeted", new Budget(OptionalDouble.of(2.5e9), OptionalDouble.of(12), OptionalDouble.of(1e6))),
                "1.2.3");
        metrics.traffic().answered("/api/v1/footprint", 200);
        metrics.traffic().took("accepted", 3);
    }

    private static SeriesLabels labels(int maxValues) {
        return new SeriesLabels(List.of("team", "model", "gpu", "region"), maxValues);
    }

    @AfterEach
    void close() {
        metrics.close();
        streams.close();
    }

    @Test
    void shouldShowTheBooksAsTheGoldenScrapeHasThem() throws IOException {
        String ours = metrics.scrape(null)
                .body()
                .lines()
                .filter(line -> line.contains("wattledger_"))
                // The age of something goes on.
                .filter(line -> !line.startsWith("wattledger_oldest_parked_age_seconds "))
                .collect(joining("\n", "", "\n"));
        Golden.assertHolds(Path.of("src/test/resources/golden/books.prom"), ours);
    }

    @Test
    void shouldAddUpTheProjectsOfATeamInBaseUnits() {
        assertThat(metrics.scrape(null).body().lines())
                .contains(
                        "# TYPE wattledger_energy_joules_total counter",
                        "# HELP wattledger_water_litres_total Water on site and behind the electricity.",
                        "wattledger_energy_joules_total{gpu=\"h100\",model=\"llama\",partition=\"2\",region=\"eu-west-1\",team=\"search\"} 2.25",
                        "wattledger_energy_corrections_joules{gpu=\"h100\",model=\"llama\",partition=\"2\",region=\"eu-west-1\",team=\"search\"} -0.25",
                        "wattledger_energy_low_joules_total{gpu=\"h100\",model=\"llama\",partition=\"2\",region=\"eu-west-1\",team=\"search\"} 1.125",
                        "wattledger_carbon_high_grams_total{gpu=\"h100\",model=\"llama\",partition=\"2\",region=\"eu-west-1\",team=\"search\"} 18.0",
                        "wattledger_requests_total{gpu=\"h100\",model=\"llama\",partition=\"2\",region=\"eu-west-1\",team=\"search\"} 5.0",
                        "wattledger_events_total{outcome=\"booked\",partition=\"0\"} 5.0",
                        "wattledger_events_total{outcome=\"parked\",partition=\"0\"} 2.0",
                        "wattledger_events_total{outcome=\"duplicate\",partition=\"0\"} 3.0",
                        "wattledger_events_total{outcome=\"rejected\",partition=\"0\"} 2.0",
                        "wattledger_rejected_events_total{partition=\"0\",reason=\"BAD_COUNT\"} 2.0",
                        "wattledger_rejected_events_total{partition=\"0\",reason=\"OVERFLOW\"} 0.0",
                        "wattledger_tokens_total{gpu=\"h100\",model=\"llama\",partition=\"2\",region=\"eu-west-1\",team=\"search\",type=\"input\"} 450.0",
                        "wattledger_tokens_total{gpu=\"h100\",model=\"llama\",partition=\"2\",region=\"eu-west-1\",team=\"search\",type=\"cached_input\"} 100.0",
                        "wattledger_tokens_total{gpu=\"h100\",model=\"llama\",partition=\"2\",region=\"eu-west-1\",team=\"search\",type=\"output\"} 66.0",
                        "wattledger_build_info{version=\"1.2.3\"} 1")
                .anySatisfy(line -> assertThat(line).matches("wattledger_oldest_parked_age_seconds 1\\.\\d+E9"));
    }

    @Test
    void shouldEscapeWhatATeamIsCalledAndShowNoAmountThatIsUnknown() {
        String evil = "team=\"evil \\\"team\\\"\\\\<script>alert('&')</script>\\nsecond line\"";
        assertThat(metrics.scrape(null).body().lines())
                .anyMatch(line -> line.startsWith("wattledger_unpriced_requests{")
                        && line.contains(evil)
                        && line.endsWith(" 2.0"))
                .noneMatch(line -> line.startsWith("wattledger_energy_joules_total{") && line.contains(evil));
    }

    @Test
    void shouldFollowTheBooksAndDropASeriesThatLeftThem() {
        assertThat(metrics.scrape(null).body()).contains("team=\"search\"");
        books.set(Books.NONE);
        assertThat(metrics.scrape(null).body())
                .doesNotContain("team=\"search\"")
                .contains("wattledger_events_total{outcome=\"booked\",partition=\"0\"} 0.0");
    }

    @Test
    void shouldShowEveryMeterThatIsDeclaredAndNoOther() {
        List<String> shown = metrics.scrape(null)
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE wattledger_"))
                .map(line -> line.substring("# TYPE ".length(), line.lastIndexOf(' ')))
                .toList();
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Meter.values()).map(Meter::seriesName).toList());
    }

    @Test
    void shouldGiveEachMeterTheLabelsThatItDeclares() {
        Set<String> dimensions = Set.of("team", "model", "gpu", "region");
        for (Meter meter : Meter.values()) {
            Set<String> declared = new HashSet<>(meter.labelling().names());
            declared.addAll(meter.labelling().byDimensions() ? dimensions : Set.of());
            declared.addAll(meter.labelling() == Meter.Labelling.WINDOW ? Set.of("team") : Set.of());
            assertThat(metrics.scrape(null).body().lines().filter(line -> line.matches(meter.seriesName() + "[ {].*")))
                    .as(meter.seriesName())
                    .allSatisfy(line -> assertThat(labelNames(line)).isEqualTo(declared));
        }
    }

    private static Set<String> labelNames(String line) {
        return Pattern.compile("(?:[{,])([a-z]+)=\"")
                .matcher(line)
                .results()
                .map(match -> match.group(1))
                .collect(toSet());
    }

    @Test
    void shouldBeThePageInTheDocumentation() throws IOException {
        Golden.assertHolds(Path.of("../docs/metrics.md"), MetricsReference.markdown());
    }

    @Test
    void shouldSpeakOpenMetricsToThoseWhoAskForIt() {
        Scrape open = metrics.scrape("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
        assertThat(open.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(open.body()).endsWith("# EOF\n").contains("# TYPE wattledger_energy_joules counter");
        assertThat(open.body().lines())
                .anyMatch(line -> line.startsWith(
                        "wattledger_journal_entries_total{partition=\"0\"} 40.0 # {entry_id=\"0-39\"} 1.0"));
        Scrape plain = metrics.scrape("text/plain");
        assertThat(plain.contentType()).startsWith("text/plain; version=0.0.4");
        assertThat(plain.body()).doesNotContain("# EOF");
    }

    @Test
    void shouldShowTheEngineAndTheJvm() {
        assertThat(metrics.scrape(null).body()).contains("jvm_memory_used_bytes", "kafka_", "process_uptime_seconds");
    }
}
