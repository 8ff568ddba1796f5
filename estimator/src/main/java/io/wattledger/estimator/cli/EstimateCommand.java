package io.wattledger.estimator.cli;

import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.cli.Question.Field;
import io.wattledger.estimator.method.Answer;
import io.wattledger.estimator.method.Estimator;
import io.wattledger.estimator.method.Model;
import io.wattledger.estimator.method.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger estimate}: what one inference costs, or each line of a file. */
@Command(
        name = "estimate",
        description =
                "Estimates the energy of one inference of a model on a GPU, and its water and carbon at a site. All figures are a low, central and high value, of one inference.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nMethods:%n",
        footer = {
            "  measured                        somebody measured this model on this GPU; the default where there is such a row",
            "  roofline-in-serving             what a step of decoding reads, computes and waits for, shared by its batch; the",
            "                                  default for language models that generate",
            "  generation-steps                what the passes of all steps compute, launch and exchange; the default for image and",
            "                                  video generators",
            "  roofline-in-vision              arithmetic, activations, weights and launches of an image × power of the board; the",
            "                                  default for vision models on a GPU; without --batch at a batch of 1024",
            "  flops-per-watt                  FLOPs ÷ FLOPS per watt of the GPU, or of a date; default for vision models of a date",
            "                                  and for encoders",
            "  alpha-flops                     power × time, parallel positions counting less",
            "  hardware-efficiency             power × time, small operations achieving less; default for recurrent networks",
            "  hardware-efficiency-regression  the regressions that its document fitted to training runs",
            "",
            "Files: CSV with a header; columns model, gpu, date, method, precision, batch, inputTokens, cachedInputTokens,",
            "outputTokens, region, waterPreset, gpuCount, steps, resolution, frames (model is needed, others as options of the command line; files of 'wattledger",
            "replay' with modelId and batchSize do too); further columns are passed on. A line that cannot be estimated keeps its place, with the reason in the column 'error'.",
            "Or one language model a line by its parameters: modelId, totalParamsBillions, activeParamsBillions, architecture,",
            "weightPrecision, gpu, gpuCount, batchSize, inputTokens, outputTokens (any but the two counts and gpu may be empty);",
            "answered are joules per output token, prefill included, of the accelerators and of the server.",
            "",
            "Examples:",
            "  wattledger estimate --model resnet50 --gpu a100-sxm4-80gb --region eu-north-1 --explain",
            "  wattledger estimate --model llama-3.1-8b-instruct --gpu h100 --batch 32 --input-tokens 500 --output-tokens 200",
            "  wattledger estimate --model ours --total-params 120 --active-params 12 --gpu h100 --gpu-count 4 \\",
            "    --input-tokens 200 --output-tokens 500",
            "  wattledger estimate --model stable-diffusion-3.5-large --gpu h100 --steps 28 --resolution 1024x1024",
            "  wattledger estimate --model alexnet --method flops-per-watt --date 2012-06-01 --json",
            "  wattledger estimate --input requests.csv --output estimates.csv"
        })
public final class EstimateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "NAME", description = "A model of 'wattledger catalogue models'.")
    private @Nullable String model;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = "A network of your own, as YAML, instead of --model.")
    private @Nullable Path network;

    @Option(
            names = "--gpu",
            paramLabel = "NAME",
            description = "A GPU of 'wattledger catalogue gpus', or as nvidia-smi prints it.")
    private @Nullable String gpu;

    @Option(
            names = "--date",
            paramLabel = "DAY",
            description = "A machine of this day, instead of --gpu (flops-per-watt).")
    private @Nullable String date;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "How to estimate; see below. Default: by the model's family.")
    private @Nullable String method;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "fp32, tf32, fp16, bf16, mixed, fp8, int8 or fp4.")
    private @Nullable String precision;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Inferences that run together. The figures stay those of one.")
    private @Nullable String batch;

    @Option(
            names = "--gpu-count",
            paramLabel = "N",
            description =
                    "GPUs that one replica of a language model spans, or that generate together. Default: as many as the weights of a language model need; 1 for others.")
    private @Nullable String gpuCount;

    @Option(
            names = "--total-params",
            paramLabel = "BILLIONS",
            description = "Parameters of a language model that the catalogue does not know.")
    private @Nullable Double totalParams;

    @Option(
            names = "--active-params",
            paramLabel = "BILLIONS",
            description = "Those of them that one token uses. Default: all.")
    private @Nullable Double activeParams;

    @Option(names = "--architecture", paramLabel = "NAME", description = "dense, moe or hybrid.")
    private @Nullable String architecture;

    @Option(
            names = "--weight-precision",
            paramLabel = "NAME",
            description = "bfloat16, fp8, mxfp4, nvfp4, int8 or int4: how a served model's weights lie in memory.")
    private @Nullable String weightPrecision;

    @Option(names = "--input-tokens", paramLabel = "N", description = "Input tokens, the cached ones among them.")
    private @Nullable String inputTokens;

    @Option(names = "--cached-input-tokens", paramLabel = "N", description = "Input tokens that the server had cached.")
    private @Nullable String cachedInputTokens;

    @Option(names = "--output-tokens", paramLabel = "N", description = "Generated tokens.")
    private @Nullable String outputTokens;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of an image or video generator. Default: the model's.")
    private @Nullable String steps;

    @Option(
            names = "--resolution",
            paramLabel = "WIDTHxHEIGHT",
            description = "Pixels of an image or a video. Default: the model's.")
    private @Nullable String resolution;

    @Option(names = "--frames", paramLabel = "N", description = "Frames of a video. Default: the model's.")
    private @Nullable String frames;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "A region of 'wattledger catalogue sites', for water and carbon.")
    private @Nullable String region;

    @Option(
            names = "--water-preset",
            paramLabel = "NAME",
            description = "Water per kWh by an assumption instead: rojivadia-7-40.")
    private @Nullable String waterPreset;

    @Option(
            names = "--coefficients",
            paramLabel = "FILE",
            description = "Coefficients that 'wattledger fit' or 'wattledger calibrate' wrote.")
    private @Nullable Path coefficients;

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "Software that serves, such as 'vLLM 0.11.1'; warns where the calibration is of another.")
    private @Nullable String stack;

    @Option(names = "--accelerator-only", description = "Leaves the host's share (CPU, memory, idle machines) out.")
    private boolean acceleratorOnly;

    @Option(names = "--explain", description = "Prints every number of the derivation with its source.")
    private boolean explain;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Estimates each line of a CSV file; - is standard input.")
    private @Nullable Path input;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to; standard output otherwise.")
    private @Nullable Path output;

    @Option(names = "--json", description = "One JSON object; with --input one per line.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private EstimateCommand() {}

    @Override
    public Integer call() throws IOException {
        Models models = new Models(CostCatalogue.bundled());
        Coefficients.Fitted fitted = Coefficients.methods(coefficients, Optional.ofNullable(stack));
        Estimator estimator = new Estimator(fitted.methods(), !acceleratorOnly);
        if (input != null) {
            return bulk(input, models, estimator, fitted);
        }
        if (output != null) {
            throw new ParameterException(spec.commandLine(), "--output goes with --input");
        }
        if ((model == null) == (network == null)) {
            throw new ParameterException(spec.commandLine(), "name one model: --model NAME or --network FILE");
        }
        Answer answer = answer(models, estimator, fitted);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(AnswerJson.of(answer), out);
        } else {
            AnswerText.print(answer, explain, out);
        }
        return 0;
    }

    private Answer answer(Models models, Estimator estimator, Coefficients.Fitted fitted) throws IOException {
        Function<String, Model> find = network == null
                ? name -> ServedOptions.apply(models, name, totalParams, activeParams, architecture, weightPrecision)
                : own(Model.of(NetworkFile.read(network)));
        return new TextEstimator(estimator, fitted, find).answer(new Question(texts()));
    }

    private static Function<String, Model> own(Model model) {
        return name -> model;
    }

    /** What the options say; defaults for the lines of a file. */
    private Map<Field, String> texts() {
        Map<Field, String> texts = new EnumMap<>(Field.class);
        put(texts, Field.MODEL, network == null ? model : network.toString());
        put(texts, Field.GPU, gpu);
        put(texts, Field.DATE, date);
        put(texts, Field.METHOD, method);
        put(texts, Field.PRECISION, precision);
        put(texts, Field.BATCH, batch);
        put(texts, Field.INPUT_TOKENS, inputTokens);
        put(texts, Field.CACHED_INPUT_TOKENS, cachedInputTokens);
        put(texts, Field.OUTPUT_TOKENS, outputTokens);
        put(texts, Field.REGION, region);
        put(texts, Field.WATER_PRESET, waterPreset);
        put(texts, Field.GPU_COUNT, gpuCount);
        put(texts, Field.STEPS, steps);
        put(texts, Field.RESOLUTION, resolution);
        put(texts, Field.FRAMES, frames);
        return texts;
    }

    private static void put(Map<Field, String> texts, Field field, @Nullable String text) {
        if (text != null) {
            texts.put(field, text);
        }
    }

    private int bulk(Path file, Models models, Estimator estimator, Coefficients.Fitted fitted) throws IOException {
        boolean described = Stream.of(model, network, totalParams, activeParams, architecture, weightPrecision)
                .anyMatch(Objects::nonNull);
        if (described || explain) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--input takes the models from the file: leave --model, --network, what describes one, and --explain out");
        }
        return new BulkEstimate(models, estimator, fitted, texts(), json, spec.commandLine()).run(file, output);
    }
}
