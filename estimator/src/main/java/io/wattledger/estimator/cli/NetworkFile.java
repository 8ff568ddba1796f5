package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.network.Block;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A user's own network in YAML; docs/networks.md describes the format. */
final class NetworkFile {

    private static final List<String> KEYS = List.of("name", "family", "source", "input", "layers", "llama", "bert");
    private static final List<String> BODIES = List.of("layers", "llama", "bert");
    private static final List<String> INPUTS = List.of("image", "sequence", "tokens");
    private static final List<Family> FAMILIES =
            Arrays.stream(Family.values()).filter(family -> !family.generator()).toList();

    private final YamlMap top;
    private final Optional<String> name;
    private final String source;

    private NetworkFile(YamlMap top, Path file) {
        this.top = top;
        this.name = top.string("name");
        this.source = top.value("source").flatMap(YamlValue::string).orElse(file.toString());
    }

    /**
     * Reads a file. Whether the layers fit each other is seen once nothing else is wrong.
     *
     * @throws EstimateException if it is no network: with all problems, one a line, each with file, line and path
     * @throws IOException if it cannot be read
     */
    static Network read(Path path) throws IOException {
        return YamlFile.read(path, "write a name, an input and layers (docs/networks.md)", root -> new NetworkFile(
                                root.map(KEYS), path)
                        .network())
                .orElseThrow();
    }

    private Optional<Network> network() {
        List<String> bodies = BODIES.stream().filter(top::has).toList();
        if (bodies.size() != 1) {
            top.problem("has %s; write exactly one of %s"
                    .formatted(
                            bodies.isEmpty() ? "no layers" : String.join(" and ", bodies), String.join(", ", BODIES)));
            return Optional.empty();
        }
        return bodies.get(0).equals("layers") ? layers() : transformer(bodies.get(0));
    }

    private Optional<Network> layers() {
        Optional<Family> family = top.needed("family").isPresent()
                ? top.parsed(
                        "family",
                        NetworkFile::family,
                        "is no family; write one of "
                                + FAMILIES.stream().map(Family::label).collect(Collectors.joining(", ")))
                : Optional.empty();
        Optional<Shape> input = top.map("input", INPUTS).flatMap(NetworkFile::input);
        Block layers = new LayerReader().layers(top, "layers");
        return top.sound()
                ? top.make(() ->
                        new Network(name.orElseThrow(), family.orElseThrow(), input.orElseThrow(), source, layers))
                : Optional.empty();
    }

    /** The family of a whole model is known; its input is tokens. */
    private Optional<Network> transformer(String kind) {
        if (top.has("family")) {
            top.problem("family", "is for layers; a %s has its own: remove it".formatted(kind));
        }
        int tokens = top.map("input", List.of("tokens"))
                .map(input -> input.integer("tokens"))
                .orElse(1);
        boolean llama = kind.equals("llama");
        Optional<YamlMap> fields = top.map(kind, llama ? TransformerFields.LLAMA : TransformerFields.BERT);
        return fields.flatMap(map -> map.make(() -> llama
                ? TransformerFields.llama(map, name.orElse(kind), tokens, source)
                : TransformerFields.bert(map, name.orElse(kind), tokens, source)));
    }

    private static Optional<Family> family(String written) {
        return FAMILIES.stream()
                .filter(family -> family.label().equals(written.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static Optional<Shape> input(YamlMap input) {
        List<String> kinds = INPUTS.stream().filter(input::has).toList();
        if (kinds.size() != 1) {
            input.problem("has %s; write exactly one of image: {...}, sequence: {...}, tokens: n"
                    .formatted(kinds.isEmpty() ? "no size" : String.join(" and ", kinds)));
            return Optional.empty();
        }
        return switch (kinds.get(0)) {
            case "image" ->
                input.map("image", List.of("channels", "height", "width"))
                        .flatMap(image -> image.make(() -> new Shape.Image(
                                image.integer("channels", 3), image.integer("height"), image.integer("width"))));
            case "sequence" ->
                input.map("sequence", List.of("length", "features"))
                        .flatMap(sequence -> sequence.make(
                                () -> new Shape.Sequence(sequence.integer("length"), sequence.integer("features"))));
            default -> input.make(() -> new Shape.Tokens(input.integer("tokens")));
        };
    }
}
