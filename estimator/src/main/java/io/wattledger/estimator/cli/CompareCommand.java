package io.wattledger.estimator.cli;

import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.catalogue.SiteCatalogue;
import io.wattledger.estimator.method.Comparison;
import io.wattledger.estimator.method.Model;
import io.wattledger.estimator.method.Place;
import io.wattledger.estimator.method.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wattledger compare}: which of some network designs needs less energy, before any of them exists. */
@Command(
        name = "compare",
        description =
                "Compares designs of networks by the energy of an inference or of an epoch of training on one GPU.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nRatios:%n",
        footer = {
            "  What moves all designs by one factor (host, board, stack) cancels. The range",
            "  is what may differ from design to design: with hardware-efficiency how small",
            "  operations fare, at least 1.16 either way unless a design is made of the same",
            "  operations (twice the layers are exactly twice the energy); with",
            "  flops-per-watt 2.1 either way for the same kinds of layers and 6.1 for others,",
            "  as measured on vision models; with other methods both ranges together.",
            "",
            "Training is three times the forward pass. No optimizer, no data loading.",
            "",
            "Examples:",
            "  wattledger compare resnet18 resnet50 --gpu a100-pcie-80gb --batch 32",
            "  wattledger compare docs/examples/gpt-a.yaml docs/examples/gpt-b.yaml \\",
            "    --gpu a100-pcie-80gb --batch 64",
            "  wattledger compare gpt2 gpt2-medium --gpu a100-pcie-80gb --input-tokens 512 \\",
            "    --batch 8 --training --samples 100000",
            "  wattledger compare vgg16 mine.yaml --gpu rtx-4090-24gb --region eu-north-1 --json"
        })
public final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DESIGN",
            arity = "1..*",
            description = "Two or more: networks of docs/networks.md, or files of your own (.yaml).")
    private List<String> designs = new ArrayList<>();

    @Option(
            names = "--gpu",
            paramLabel = "NAME",
            required = true,
            description = "A GPU of 'wattledger catalogue gpus', or as nvidia-smi prints it.")
    private String gpu;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Samples that run together. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--input-tokens",
            paramLabel = "N",
            description = "Tokens, or steps of a sequence. Default: each network's own.")
    private @Nullable Integer inputTokens;

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            description = "Height and width of the image. Default: each network's own.")
    private @Nullable Integer imageSize;

    @Option(names = "--training", description = "An epoch of training instead of an inference.")
    private boolean training;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Samples of the epoch, with --training. Default: one batch.")
    private @Nullable Long samples;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "One of 'wattledger estimate --help'. Default: the one that --coefficients are for,"
                    + " hardware-efficiency where the GPU has laws, flops-per-watt otherwise.")
    private @Nullable String method;

    @Option(names = "--coefficients", paramLabel = "FILE", description = "Coefficients that 'wattledger fit' wrote.")
    private @Nullable Path coefficients;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "A region of 'wattledger catalogue sites', for water and carbon.")
    private @Nullable String region;

    @Option(names = "--accelerator-only", description = "Leaves the host's share (CPU, memory, idle machines) out.")
    private boolean acceleratorOnly;

    @Option(names = "--json", description = "Prints one JSON value.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private CompareCommand() {}

    @Override
    public Integer call() throws IOException {
        check();
        Gpu on = GpuCatalogue.bundled().require(gpu);
        Coefficients.Fitted fitted = Coefficients.methods(coefficients, Optional.empty());
        String by = fitted.method(Optional.ofNullable(method)).orElseGet(() -> Comparison.defaultMethod(on.name()));
        Effort effort = training ? Effort.training(by, samples == null ? batch : samples) : Effort.INFERENCE;
        Designs reader = new Designs(optional(imageSize), optional(inputTokens));
        List<Workload> workloads = new ArrayList<>();
        for (String design : designs) {
            workloads.add(Workload.of(Model.of(reader.read(design)), on).withBatchSize(OptionalInt.of(batch)));
        }
        Place place = new Place(Optional.ofNullable(region).map(SiteCatalogue.bundled()::require), Optional.empty());
        Comparison comparison = Comparison.of(fitted.methods(), by, workloads, place, !acceleratorOnly);
        PrintWriter out = spec.commandLine().getOut();
        ComparisonReport report = new ComparisonReport(comparison, effort);
        if (json) {
            Json.print(report.json(), out);
        } else {
            report.print(out);
        }
        out.flush();
        return 0;
    }

    private void check() {
        if (designs.size() < 2) {
            throw misused("only %s is named; name two or more designs".formatted(designs.get(0)));
        }
        if (batch < 1) {
            throw misused("--batch %d: write 1 or more".formatted(batch));
        }
        if (samples != null && !training) {
            throw misused("--samples is the size of an epoch and goes with --training");
        }
        if (samples != null && samples < 1) {
            throw misused("--samples %d: write 1 or more".formatted(samples));
        }
        if (imageSize != null && inputTokens != null) {
            throw misused("designs take images or tokens: give --image-size or --input-tokens, not both");
        }
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
