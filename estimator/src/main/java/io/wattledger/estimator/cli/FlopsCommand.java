package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.NetworkCost;
import io.wattledger.estimator.network.Networks;
import io.wattledger.estimator.network.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger flops}: operations, parameters and memory of one pass through a network. */
@Command(
        name = "flops",
        description = "Counts operations, parameters and memory of one pass through a network, exactly.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger flops --model vgg16",
            "  wattledger flops --model resnet50 --image-size 256 --batch 32 --per-layer",
            "  wattledger flops --model gpt2 --input-tokens 512 --training --json",
            "  wattledger flops --model vgg16 --csv > layers.csv",
            "  wattledger flops --network my-network.yaml"
        })
public final class FlopsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Subject subject;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Samples. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "fp32",
            description = "Of parameters and activations: fp32, tf32, fp16, bf16, mixed, fp8, int8, fp4."
                    + " Default: ${DEFAULT-VALUE}.")
    private String precision;

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            description = "Height and width of the image, for vision models.")
    private @Nullable Integer imageSize;

    @Option(
            names = "--input-tokens",
            paramLabel = "N",
            description = "Tokens, or steps of a sequence, for language models.")
    private @Nullable Integer inputTokens;

    @Option(names = "--per-layer", description = "Lists every layer.")
    private boolean perLayer;

    @Option(
            names = "--training",
            description = "A training step: forward and backward pass, gradients, and Adam's states.")
    private boolean training;

    @Option(names = "--csv", description = "Prints the layers as CSV.")
    private boolean csv;

    @Option(names = "--json", description = "Prints one JSON value.")
    private boolean json;

    /** What to count. */
    private static final class Subject {

        @Option(names = "--model", paramLabel = "NAME", description = "A network that comes with the estimator.")
        private @Nullable String model;

        @Option(
                names = "--network",
                paramLabel = "FILE",
                description = "A network of your own, in YAML; docs/networks.md describes it.")
        private @Nullable Path file;
    }

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private FlopsCommand() {}

    @Override
    public Integer call() throws IOException {
        Network network = sized(network());
        NetworkCost cost = network.forward(batch, Precision.of(precision));
        FlopsReport report = new FlopsReport(network, cost, training, perLayer);
        PrintWriter out = spec.commandLine().getOut();
        if (json && csv) {
            throw new ParameterException(spec.commandLine(), "--json and --csv exclude each other; choose one");
        }
        if (csv) {
            report.printCsv(out);
        } else if (json) {
            Json.print(report.json(), out);
        } else {
            report.print(out);
        }
        out.flush();
        return 0;
    }

    private Network network() throws IOException {
        if (subject.file != null) {
            return NetworkFile.read(subject.file);
        }
        String name = String.valueOf(subject.model);
        return Networks.find(name)
                .orElseThrow(() ->
                        new UnknownNameException("network", name, Networks.names(), "'wattledger catalogue networks'"));
    }

    private Network sized(Network network) {
        Network sized = network;
        if (imageSize != null) {
            if (!(network.input() instanceof Shape.Image image)) {
                throw new EstimateException("--image-size is for images, but %s takes %s; use --input-tokens"
                        .formatted(network.name(), network.input()));
            }
            sized = sized.withInput(new Shape.Image(image.channels(), imageSize, imageSize));
        }
        if (inputTokens != null) {
            sized = sized.withInput(tokens(network, inputTokens));
        }
        return sized;
    }

    private static Shape tokens(Network network, int length) {
        if (network.input() instanceof Shape.Tokens) {
            return new Shape.Tokens(length);
        }
        if (network.input() instanceof Shape.Sequence sequence) {
            return new Shape.Sequence(length, sequence.features());
        }
        throw new EstimateException("--input-tokens is for tokens and sequences, but %s takes %s; use --image-size"
                .formatted(network.name(), network.input()));
    }
}
