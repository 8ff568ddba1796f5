package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.method.Models;
import io.wattledger.estimator.network.Networks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CatalogueCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command = new CommandLine(CatalogueCommand.class)
            .setExecutionExceptionHandler((e, cmd, parsed) -> Failures.report(e, cmd))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));

    @Test
    void shouldListGpusForPeople() {
        assertThat(command.execute("gpus", "--filter", "NVIDIA H100 80GB")).isZero();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).startsWith("name").contains("W", "FP32", "GB/s", "source");
        assertThat(lines.get(2))
                .matches("h100-sxm5-80gb  NVIDIA  700    67  989.4  989.4  1979  80  3350  Epoch AI,.*…");
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("1 GPU. --filter TEXT narrows; --json and --csv give all fields, with whole sources.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldListAllFieldsAsJson() throws IOException {
        assertThat(command.execute("gpus", "--json")).isZero();

        JsonNode gpus = new ObjectMapper().readTree(out.toString());
        assertThat(gpus).hasSize(GpuCatalogue.bundled().gpus().size()).allSatisfy(gpu -> {
            assertThat(gpu.path("source").asText()).isNotBlank();
            assertThat(gpu.path("sourceDate").asText()).isNotBlank();
        });
        assertThat(gpus)
                .filteredOn(gpu -> gpu.path("name").asText().equals("t4-16gb"))
                .singleElement()
                .satisfies(gpu -> {
                    assertThat(gpu.path("tdpWatts").isNumber()).isTrue();
                    assertThat(gpu.path("tdpWatts").asText()).isEqualTo("70");
                    assertThat(gpu.path("fp32Tflops").asText()).isEqualTo("8.1");
                    assertThat(gpu.path("fp8Tflops").isNull()).isTrue();
                    assertThat(gpu.path("aliases"))
                            .extracting(JsonNode::asText)
                            .contains("Tesla T4", "t4", "nvidia-tesla-t4");
                });
    }

    @Test
    void shouldListAllFieldsAsCsv() throws IOException {
        assertThat(command.execute("sites", "--csv", "--filter", "SWEDENCENTRAL"))
                .isZero();

        List<CSVRecord> records = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .get()
                .parse(new StringReader(out.toString()))
                .getRecords();
        assertThat(records).singleElement().satisfies(site -> {
            assertThat(site.get("region")).isEqualTo("swedencentral");
            assertThat(Double.parseDouble(site.get("pue"))).isBetween(1.0, 1.6);
            assertThat(site.get("effectiveFrom")).isEqualTo("2024-01-01");
            assertThat(site.get("source")).contains("Ember");
        });
    }

    @Test
    void shouldListModelsWithCostsAndModelsOfDocuments() throws IOException {
        assertThat(command.execute("models", "--json")).isZero();

        JsonNode models = new ObjectMapper().readTree(out.toString());
        assertThat(models).extracting(model -> model.path("name").asText()).doesNotHaveDuplicates();
        assertThat(of(models, "resnet50").path("gflops").asText()).isEqualTo("7.6");
        assertThat(of(models, "resnet50").path("costsOn"))
                .extracting(JsonNode::asText)
                .contains("rtx-4090-24gb");
        assertThat(of(models, "gpt-3").path("parametersMillions").asText()).isEqualTo("175000");
        assertThat(of(models, "qwen3-32b").path("costsOn"))
                .extracting(JsonNode::asText)
                .containsExactly("h100-sxm5-80gb", "b200-sxm-180gb");
        assertThat(of(models, "qwen3-32b").path("flopsOrigin").asText()).isEqualTo("counted");
        assertThat(models)
                .extracting(model -> model.path("name").asText())
                .as("all that estimate knows")
                .containsAll(new Models(CostCatalogue.bundled()).names());
    }

    @Test
    void shouldListCostsWithTheSourceOfEachPoint() throws IOException {
        assertThat(command.execute("costs", "--filter", "qwen3-32b", "--json")).isZero();

        JsonNode costs = new ObjectMapper().readTree(out.toString());
        assertThat(costs).isNotEmpty().allSatisfy(cost -> {
            assertThat(cost.path("method").asText()).isEqualTo("measured-serving-split");
            assertThat(cost.path("joulesPerOutputTokenCentral").asDouble())
                    .isBetween(
                            cost.path("joulesPerOutputTokenLow").asDouble(),
                            cost.path("joulesPerOutputTokenHigh").asDouble());
            assertThat(cost.path("source").asText()).contains("ML.ENERGY");
        });
    }

    @Test
    void shouldListTheNetworksThereAre() throws IOException {
        assertThat(command.execute("networks", "--json")).isZero();

        assertThat(new ObjectMapper().readTree(out.toString()))
                .extracting(network -> network.path("name").asText())
                .isEqualTo(Networks.names());
    }

    @ParameterizedTest
    @CsvSource({"models, model", "gpus, GPU", "sites, site", "networks, network"})
    void shouldSayThatNothingMatches(String list, String kind) {
        assertThat(command.execute(list, "--filter", "no such thing", "--json")).isZero();

        assertThat(out.toString().strip()).isEqualTo("[ ]");
        assertThat(err.toString().strip())
                .isEqualTo("catalogue %s: no %s has \"no such thing\" in any column; leave --filter out to see all"
                        .formatted(list, kind));
    }

    @Test
    void shouldRefuseTwoFormatsAtOnce() {
        assertThat(command.execute("gpus", "--json", "--csv")).isEqualTo(Failures.MISUSED);

        assertThat(err.toString()).contains("--json").contains("--csv");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldAskWhatToList() {
        assertThat(command.execute()).isEqualTo(Failures.MISUSED);

        assertThat(err.toString()).startsWith("say what to list: models, gpus, sites, networks or costs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"catalogue", "gpus"})
    void shouldExplainItself(String name) throws IOException {
        CommandLine explained =
                name.equals("catalogue") ? command : command.getSubcommands().getOrDefault(name, command);
        Path golden =
                Path.of("src", "test", "resources", "io", "wattledger", "estimator", "cli", "help-" + name + ".txt");
        String help = explained.getUsageMessage(Ansi.OFF);

        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, help);
        }

        assertThat(help)
                .as("%s; -Dwattledger.golden.rewrite=true rewrites it", golden)
                .isEqualTo(Files.readString(golden));
    }

    private static JsonNode of(JsonNode models, String name) {
        for (JsonNode model : models) {
            if (model.path("name").asText().equals(name)) {
                return model;
            }
        }
        throw new AssertionError("no model " + name);
    }
}
