package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The part of the authors' timings (github.com/asperti/alpha_flops_dataset) that lies beside the checkout. */
class FitReferenceTest {

    private static final String VARIABLE = "WATTLEDGER_REFERENCE_DATA";

    @Test
    void shouldExplainTheAuthorsTimingsBetterThanTheirPreset() throws IOException {
        JsonNode json = fit();

        assertThat(json.path("rows").asInt()).isEqualTo(337);
        assertThat(json.path("presetRSquared").asDouble()).isBetween(0.975, 0.977);
        assertThat(json.path("rSquared").asDouble()).isBetween(0.981, 0.983);
        assertThat(json.path("plainFlopsRSquared").asDouble()).isLessThan(0.25);
        assertThat(json.path("medianAbsolutePercentageError").asDouble()).isBetween(8.0, 8.4);
        assertThat(json.path("heldAtBound")).hasToString("[\"unaryGamma\"]");
    }

    @Test
    void shouldFindTheLaunchFloor() throws IOException {
        JsonNode json = fit("--floor");

        assertThat(json.path("coefficients").path("floorMillis").asDouble()).isBetween(0.1, 0.11);
        assertThat(json.path("rSquared").asDouble()).isBetween(0.981, 0.982);
        assertThat(json.path("medianAbsolutePercentageError").asDouble()).isBetween(7.6, 8.0);
    }

    private static JsonNode fit(String... options) throws IOException {
        String folder = System.getenv(VARIABLE);
        assumeTrue(
                folder != null && Files.isDirectory(Path.of(folder)),
                "set " + VARIABLE + " to the folder of the original data to fit the authors' timings");
        StringWriter out = new StringWriter();
        int exit = new CommandLine(AlphaFlopsFitCommand.class)
                .setOut(new PrintWriter(out, true))
                .execute(arguments(Path.of(String.valueOf(folder)).resolve("alpha_flops_conv_timings.csv"), options));
        assertThat(exit).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private static String[] arguments(Path file, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = file.toString();
        arguments[1] = "--json";
        System.arraycopy(options, 0, arguments, 2, options.length);
        return arguments;
    }
}
