package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.Networks;
import io.wattledger.estimator.network.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Networks by name or by file, on an input of a size.
 *
 * @param imageSize height and width of images; empty for each network's own
 * @param inputTokens tokens or steps; empty for each network's own
 */
record Designs(OptionalInt imageSize, OptionalInt inputTokens) {

    /** A name that ends in .yaml or .yml or has a slash is a file. */
    Network read(String written) throws IOException {
        String lower = written.toLowerCase(Locale.ROOT);
        boolean file =
                lower.endsWith(".yaml") || lower.endsWith(".yml") || written.contains("/") || written.contains("\\");
        return sized(file ? NetworkFile.read(Path.of(written)) : named(written));
    }

    private static Network named(String name) {
        return Networks.find(name)
                .orElseThrow(() -> new UnknownNameException("network", name, Networks.names(), "docs/networks.md"));
    }

    private Network sized(Network network) {
        Shape input = network.input();
        if (imageSize.isPresent()) {
            if (!(input instanceof Shape.Image image)) {
                throw new EstimateException("--image-size is for images, but %s takes %s; use --input-tokens"
                        .formatted(network.name(), input));
            }
            return network.withInput(new Shape.Image(image.channels(), imageSize.getAsInt(), imageSize.getAsInt()));
        }
        if (inputTokens.isPresent()) {
            int length = inputTokens.getAsInt();
            if (input instanceof Shape.Sequence sequence) {
                return network.withInput(new Shape.Sequence(length, sequence.features()));
            }
            if (!(input instanceof Shape.Tokens)) {
                throw new EstimateException(
                        "--input-tokens is for tokens and sequences, but %s takes %s; use --image-size"
                                .formatted(network.name(), input));
            }
            return network.withInput(new Shape.Tokens(length));
        }
        return network;
    }
}
