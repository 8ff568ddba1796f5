package io.wattledger.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.bench.measure.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Machine MACHINE = new Machine("Some CPU", 2, 8L << 30, "Linux", "JVM 17", "4.3.1", "0.1");

    @Test
    void shouldSayHowFarAValueComes() {
        assertThat(Goal.OVER_TEXTBOOK.reached(14)).isEqualTo(Goal.Reached.STRETCH);
        assertThat(Goal.OVER_TEXTBOOK.reached(13.9)).isEqualTo(Goal.Reached.GOAL);
        assertThat(Goal.OVER_TEXTBOOK.reached(9.9)).isEqualTo(Goal.Reached.FLOOR);
        assertThat(Goal.OVER_TEXTBOOK.reached(5.9)).isEqualTo(Goal.Reached.BELOW);
        assertThat(Goal.INNER_RECORDS.reached(0.01)).isEqualTo(Goal.Reached.STRETCH);
        assertThat(Goal.INNER_RECORDS.reached(0.03)).isEqualTo(Goal.Reached.FLOOR);
        assertThat(Goal.INNER_RECORDS.reached(0.2).met()).isFalse();
        assertThat(Goal.HEAP.reached(512).met()).isTrue();
        assertThat(Goal.OVER_JET.reached(Double.NaN)).isEqualTo(Goal.Reached.UNKNOWN);
    }

    @Test
    void shouldTellRatiosOfMediansAndGoals() {
        ObjectNode json = BenchJson.of(outcome(), Map.of("events", 5), MACHINE);

        assertThat(json.at("/settings/events").asInt()).isEqualTo(5);
        assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
        assertThat(json.at("/contenders/0/name").asText()).isEqualTo("textbook");
        assertThat(json.at("/contenders/0/eventsPerSecond/median").asDouble()).isEqualTo(50);
        assertThat(json.at("/contenders/0/eventsPerSecond/max").asDouble()).isEqualTo(90);
        assertThat(json.at("/contenders/0/garbageBytesPerEvent/median").isNull())
                .isTrue();
        assertThat(json.at("/ratios").path("wattledger/textbook").asDouble()).isEqualTo(11, within(1e-9));
        assertThat(json.at("/goals").findValuesAsText("name"))
                .containsExactly("wattledger/textbook", "records to changelogs and journal per event", "heap in MB");
        assertThat(json.at("/goals/0/met").asBoolean()).isTrue();
        assertThat(json.at("/goals/1/met").asBoolean()).isFalse();
        assertThat(json.at("/goalsMet").asBoolean()).isFalse();
        assertThat(json.at("/books/equal").asBoolean()).isTrue();
        assertThat(json.at("/cardinality/keys").asInt()).isEqualTo(1_000);
    }

    @Test
    void shouldTellPeopleTheSame() {
        String text = String.join("\n", TextReport.lines(outcome(), MACHINE));

        assertThat(text)
                .contains("Some CPU, 2 cores", "DSL by the book", "550", "wattledger/textbook", "11.000", "goal")
                .contains("books of 20 events are the same: wattledger")
                .contains("too few events for the warm-up");
    }

    @Test
    void shouldTellWrongBooks() {
        Outcome outcome = outcome();
        outcome.wrongBooks("textbook", "9 totals, not 10");

        assertThat(BenchJson.of(outcome, Map.of(), MACHINE).at("/books/equal").asBoolean())
                .isFalse();
        assertThat(String.join("\n", TextReport.lines(outcome, MACHINE)))
                .contains("BOOKS DIFFER: textbook: 9 totals, not 10");
    }

    @Test
    void shouldWriteTheFilesOfTheDocumentation(@TempDir Path folder) throws Exception {
        Outcome outcome = outcome();

        ReportFolder.open(folder.resolve("docs")).write(outcome, BenchJson.of(outcome, Map.of(), MACHINE), MACHINE);

        assertThat(folder.resolve("docs/performance.json")).content().contains("\"goalsMet\" : false");
        assertThat(folder.resolve("docs/performance.md"))
                .content()
                .contains("| DSL by the book | 50 | 40 to 90 | 2.50 |");
        assertThat(folder.resolve("docs/performance.svg"))
                .content()
                .startsWith("<svg ")
                .contains("DSL by the book", ">550<")
                .endsWith("</svg>\n");
    }

    @Test
    void shouldKeepWhatPeopleWroteAroundTheFigures(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("performance.md"), """
                # Ours
                <!-- figures: begin -->
                old
                <!-- figures: end -->
                The end.
                """);
        Outcome outcome = outcome();
        outcome.section("steps").putObject("decode").put("nanoseconds", 145.25).put("bytesAllocated", 0);

        ReportFolder.open(folder).write(outcome, BenchJson.of(outcome, Map.of(), MACHINE), MACHINE);

        assertThat(page)
                .content()
                .startsWith("# Ours\n<!-- figures: begin -->\nSome CPU")
                .contains("| decode | nanoseconds 145, bytesAllocated 0 |")
                .endsWith("<!-- figures: end -->\nThe end.\n")
                .doesNotContain("old");
    }

    @Test
    void shouldRefuseAPageWithoutAPlaceForFigures(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(
                folder.resolve("performance.md"), "# Ours\n<!-- figures: end -->\n<!-- figures: begin -->\n");
        assertThatThrownBy(() -> ReportFolder.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(page + " has no place for figures")
                .hasMessageContaining("<!-- figures: begin -->");
    }

    private static Outcome outcome() {
        Outcome outcome = new Outcome();
        outcome.rightBooks("wattledger", 20);
        outcome.throughput(List.of(
                measured("textbook", "DSL by the book", 40, 90, 50), measured("wattledger", "Wattledger", 550)));
        outcome.section("cardinality").put("keys", 1_000);
        return outcome;
    }

    private static Measured measured(String name, String title, double... rates) {
        List<Figures> rounds = Arrays.stream(rates)
                .mapToObj(rate -> new Figures(
                        rate, 60, false, 2.5, 1, 300L << 20, 30L << 20, 700L << 20, 12, 0.2, 0.15, Double.NaN))
                .toList();
        return new Measured(name, title, 1, 1, 512, "exactly_once_v2", rounds);
    }
}
