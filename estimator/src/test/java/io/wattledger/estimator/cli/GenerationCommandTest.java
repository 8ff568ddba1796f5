package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wattledger estimate} for image and video generators. */
class GenerationCommandTest {

    @TempDir
    private Path folder = Path.of("");

    private final Ran estimate = new Ran(EstimateCommand.class);

    private JsonNode json(String arguments) throws IOException {
        int exit = estimate.run((arguments + " --json").split(" "));
        assertThat(exit).as(estimate.err()).isZero();
        return new ObjectMapper().readTree(estimate.out());
    }

    @Test
    void shouldEstimateAnImage() throws IOException {
        JsonNode json = json(
                "--model stabilityai/stable-diffusion-3.5-large --gpu h100 --steps 28 --resolution 1024x1024 --batch 1 --accelerator-only");

        assertThat(json.path("family").asText()).isEqualTo("image-generator");
        assertThat(json.path("method").asText()).isEqualTo("generation-steps");
        assertThat(json.path("steps").asInt()).isEqualTo(28);
        assertThat(json.path("resolution").asText()).isEqualTo("1024x1024");
        assertThat(json.path("frames").asInt()).isEqualTo(1);
        assertThat(json.path("warnings")).isEmpty();
        JsonNode joules = json.path("energyJoules");
        assertThat(joules.path("low").asDouble())
                .isLessThan(joules.path("central").asDouble());
        assertThat(joules.path("central").asDouble())
                .as("ML.ENERGY Benchmark v3.0 measured 4.4 kJ")
                .isBetween(3500.0, 6500.0);
    }

    @Test
    void shouldTakeTheModelsOwnStepsAndSize() throws IOException {
        double own = json("--model wan2.1-t2v-14b --gpu h100")
                .path("energyJoules")
                .path("central")
                .asDouble();
        double said =
                json("--model wan2.1-t2v-14b --gpu h100 --steps 50 --resolution 832x480 --frames 81 --gpu-count 1")
                        .path("energyJoules")
                        .path("central")
                        .asDouble();

        assertThat(own).isEqualTo(said);
    }

    @Test
    void shouldTellPeopleWhatIsMade() {
        assertThat(estimate.run("--model", "cogvideox1.5-5b", "--gpu", "b200", "--gpu-count", "4", "--explain"))
                .isZero();
        assertThat(estimate.out())
                .contains(
                        "50 steps, 1360x768 pixels, 81 frames",
                        "tokens = 44880",
                        "NVLink 5",
                        "note: no batch size was given",
                        "recalled (unverified)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model llama-3.1-8b --gpu h100 --steps 5 --output-tokens 5 | makes no images and videos; leave --steps",
                "--model resnet50 --gpu t4 --resolution 8x8                  | makes no images and videos",
                "--model flux.1-dev --gpu h100 --frames 5                    | makes images; leave --frames out",
                "--model flux.1-dev --gpu h100 --output-tokens 5             | flux.1-dev (image-generator) takes no tokens",
                "--model flux.1-dev --gpu h100 --resolution 1024             | resolution: '1024' is none; write width and height",
                "--model flux.1-dev --gpu h100 --resolution 0x9              | resolution: 0 is out of range",
                "--model flux.1-dev --gpu h100 --steps 0                     | steps: 0 is out of range",
                "--model flux.1-dev                                          | generation-steps needs a GPU",
                "--model flux.1-dev --date 2025-01-01                        | generation-steps needs a GPU",
                "--model flux.1-dev --gpu h100 --method flops-per-watt       | use generation-steps",
                "--model flux.1-dve --gpu h100                               | did you mean flux.1-dev"
            })
    void shouldSayWhatIsMisused(String arguments, String message) {
        assertThat(estimate.run(arguments.strip().split(" +"))).isNotZero();
        assertThat(estimate.err()).contains(message);
    }

    @Test
    void shouldEstimateTheLinesOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("q.csv"), """
                model,gpu,batch,steps,resolution,frames
                flux.1-schnell,h100,1,4,1024x1024,
                wan2.1-t2v-1.3b,b200,1,,,33
                flux.1-schnell,h100,1,4,large,
                """);

        assertThat(estimate.run("--input", file.toString())).isEqualTo(1);
        assertThat(estimate.out().lines()).hasSize(4);
        assertThat(estimate.out().lines().skip(1).limit(2)).allMatch(line -> line.contains("generation-steps"));
        assertThat(estimate.err()).contains("line 4: resolution: 'large' is none");
    }

    @Test
    void shouldListGenerators() {
        Ran catalogue = new Ran(CatalogueCommand.class);

        assertThat(catalogue.run("models", "--filter", "generator", "--csv")).isZero();
        assertThat(catalogue.out()).contains("stable-diffusion-3.5-large", "stabilityai/", "video-generator");
    }

    @Test
    void shouldTakeCoefficientsOfTheUsersOwn() throws IOException {
        Path file = folder.resolve("own.yaml");
        new CoefficientsWriter(file, false).write(GenerationEntry.map(CoefficientsFile.bundledGeneration()));
        Path doubled = Files.writeString(
                folder.resolve("doubled.yaml"),
                Files.readString(file).replaceAll("arithmetic: 3\\.\\d+", "arithmetic: 6.15"));
        String question = "--model wan2.1-t2v-14b --gpu h100";

        double bundled = json(question).path("energyJoules").path("central").asDouble();
        double same = json(question + " --coefficients " + file)
                .path("energyJoules")
                .path("central")
                .asDouble();
        double twice = json(question + " --coefficients " + doubled)
                .path("energyJoules")
                .path("central")
                .asDouble();

        assertThat(same).isEqualTo(bundled);
        assertThat(twice / bundled).isCloseTo(2, within(0.01));
    }

    @Test
    void shouldNoteWhatIsWrongWithCoefficients() throws IOException {
        Path file = folder.resolve("own.yaml");
        new CoefficientsWriter(file, false).write(GenerationEntry.map(CoefficientsFile.bundledGeneration()));
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("name: h100-sxm5-80gb", "name: h1000")
                        .replaceAll("launches: .*", "launches: -1"));

        assertThat(estimate.run("--model", "flux.1-dev", "--gpu", "h100", "--coefficients", file.toString()))
                .isNotZero();
        assertThat(estimate.err())
                .contains(".launches: '-1' must be a number of 0 or more")
                .contains("h1000");
    }
}
