package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.estimator.reproduce.Document;
import io.wattledger.estimator.reproduce.Figure;
import io.wattledger.estimator.reproduce.Published;
import io.wattledger.estimator.reproduce.Reproduction;
import io.wattledger.estimator.reproduce.Tolerance;
import io.wattledger.estimator.reproduce.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ReproduceCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintTablesByDocumentAndCounts() {
        assertThat(run()).isZero();

        assertThat(out.toString())
                .contains(
                        "A. The Cost of Intelligence",
                        "B. Thesis on compute",
                        "C. Dissecting FLOPs",
                        "D. Modeling Energy")
                .containsPattern(
                        "EfficientNetV2-S +energy of an inference +J +0\\.122 +0\\.12\\d+ +[-+]0\\.\\d+ % +reproduced")
                .containsPattern("\\d+ of \\d+ figures reproduced; \\d+ not reproduced, 2 not checked\n$");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldPrintOneDocumentsFailures() {
        assertThat(run("--document", "b", "--failed")).isZero();

        assertThat(out.toString())
                .contains("MobileNetV2 1.4: computed from the FLOPs of the smaller MobileNetV2")
                .doesNotContain("EfficientNetV2-S  energy", "A. The Cost", "table 5.3");
    }

    @Test
    void shouldPrintOneJsonObject() throws IOException {
        assertThat(run("--json")).isZero();

        JsonNode json = new ObjectMapper().readTree(out.toString());
        JsonNode figures = json.get("figures");
        assertThat(json.get("ok").asBoolean()).isTrue();
        assertThat(json.get("reproduced").asInt()
                        + json.get("notReproduced").asInt()
                        + json.get("notChecked").asInt())
                .isEqualTo(figures.size());
        JsonNode first = figures.get(0);
        assertThat(first.get("document").asText()).isEqualTo("A");
        assertThat(first.get("published").asText()).isEqualTo("490");
        assertThat(first.get("publishedValue").asDouble()).isEqualTo(490);
        assertThat(first.get("difference").asDouble())
                .isEqualTo(first.get("computed").asDouble() - 490);
        assertThat(first.get("verdict").asText()).isEqualTo("not-reproduced");
        assertThat(first.get("expected").asText()).isEqualTo("not-reproduced");
        assertThat(first.get("reason").asText()).isNotEmpty();
        assertThat(first.fieldNames())
                .toIterable()
                .contains("table", "row", "quantity", "unit", "relativeDifference", "method", "source");
    }

    @Test
    void shouldPrintThePageOfTheDocumentation() throws IOException {
        assertThat(run("--markdown")).isZero();

        assertThat(out.toString()).isEqualTo(Files.readString(Path.of("../docs/reproduction.md")));
    }

    @Test
    void shouldRefuseAnUnknownDocument() {
        assertThat(run("--document", "E")).isEqualTo(2);

        assertThat(err.toString()).contains("unknown document 'E'");
    }

    @Test
    void shouldRefuseAPartOfThePage() {
        assertThat(run("--markdown", "--document", "A")).isEqualTo(2);

        assertThat(err.toString()).contains("--markdown prints the whole page");
    }

    @Test
    void shouldFailWhereAFigureHoldsNoMore() {
        int code = ReproductionReport.conclude(
                new Reproduction(List.of(figure(1.5, Verdict.REPRODUCED, ""))), "reproduce", new PrintWriter(err));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "reproduce: document B, table 0, row, energy: expected to be reproduced, but 1.00 is"
                                + " published and 1.5 computed; a formula or a table of the estimator has changed");
    }

    @Test
    void shouldFailWhereAReasonIsStale() {
        int code = ReproductionReport.conclude(
                new Reproduction(List.of(figure(1, Verdict.NOT_REPRODUCED, "a slip"))),
                "reproduce",
                new PrintWriter(err));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("expected to be not reproduced", "its reason is stale: a slip");
    }

    private static Figure figure(double computed, Verdict expected, String reason) {
        return new Figure(
                Document.B,
                "table 0",
                "row",
                "energy",
                "J",
                Optional.of(new Published("1.00")),
                OptionalDouble.of(computed),
                "how",
                new Tolerance(0.005, "rounds to the printed digits"),
                expected,
                reason);
    }

    private int run(String... arguments) {
        return new CommandLine(ReproduceCommand.class)
                .setExecutionExceptionHandler((e, command, parsed) -> Failures.report(e, command))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
