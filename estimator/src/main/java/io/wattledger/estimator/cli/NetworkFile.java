package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.Shape;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A user's own network in YAML; docs/networks.md describes the format. */
final class NetworkFile {

    private static final List<String> BODIES = List.of("layers", "llama", "bert");

    private final String file;

    private NetworkFile(Path path) {
        this.file = path.toString();
    }

    /**
     * Reads a file.
     *
     * @throws EstimateException if it is no network: with the file, the place in it, and what to write
     * @throws IOException if it cannot be read
     */
    static Network read(Path path) throws IOException {
        try {
            return new NetworkFile(path).network(Files.readString(path));
        } catch (CharacterCodingException e) {
            NetworkFileException notText = new NetworkFileException(path.toString(), "is not text in UTF-8");
            notText.initCause(e);
            throw notText;
        }
    }

    private Network network(String text) {
        YamlFields top = YamlFields.of(file, parsed(text));
        String name = top.text("name");
        String source = top.optionalText("source").orElse(file);
        List<String> bodies = BODIES.stream().filter(top::has).toList();
        if (bodies.size() != 1) {
            throw new NetworkFileException(
                    file,
                    "has %s; write exactly one of %s"
                            .formatted(
                                    bodies.isEmpty() ? "no layers" : String.join(" and ", bodies),
                                    String.join(", ", BODIES)));
        }
        try {
            return switch (bodies.get(0)) {
                case "llama" -> {
                    int tokens = tokens(top);
                    yield TransformerFields.llama(top.fields("llama"), name, tokens, source);
                }
                case "bert" -> {
                    int tokens = tokens(top);
                    yield TransformerFields.bert(top.fields("bert"), name, tokens, source);
                }
                default -> layers(top, name, source);
            };
        } catch (NetworkFileException e) {
            throw e;
        } catch (EstimateException e) {
            throw new NetworkFileException(file, String.valueOf(e.getMessage()));
        }
    }

    private Network layers(YamlFields top, String name, String source) {
        Family family = family(top);
        Shape input = checkedInput(top.fields("input"));
        var layers = new LayerReader().layers(top, "layers");
        top.end();
        return new Network(name, family, input, source, layers);
    }

    /** The family of a whole model is known; its input is tokens. */
    private static int tokens(YamlFields top) {
        YamlFields input = top.fields("input");
        int tokens = input.integer("tokens");
        input.end();
        top.end();
        return tokens;
    }

    private @Nullable Object parsed(String text) {
        try {
            return new Load(LoadSettings.builder().setLabel(file).build()).loadFromString(text);
        } catch (YamlEngineException e) {
            NetworkFileException invalid = new NetworkFileException(file, "is not YAML: " + e.getMessage());
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static Family family(YamlFields top) {
        String written = top.text("family");
        return Arrays.stream(Family.values())
                .filter(family -> family.label().equals(written.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> top.wrong(
                        "family",
                        "write one of "
                                + Arrays.stream(Family.values())
                                        .map(Family::label)
                                        .collect(Collectors.joining(", "))));
    }

    private static Shape checkedInput(YamlFields input) {
        try {
            return input(input);
        } catch (NetworkFileException e) {
            throw e;
        } catch (EstimateException e) {
            throw new NetworkFileException(input.place(), String.valueOf(e.getMessage()));
        }
    }

    private static Shape input(YamlFields input) {
        Shape shape;
        if (input.has("image")) {
            YamlFields image = input.fields("image");
            shape = new Shape.Image(image.integer("channels", 3), image.integer("height"), image.integer("width"));
            image.end();
        } else if (input.has("sequence")) {
            YamlFields sequence = input.fields("sequence");
            shape = new Shape.Sequence(sequence.integer("length"), sequence.integer("features"));
            sequence.end();
        } else if (input.has("tokens")) {
            shape = new Shape.Tokens(input.integer("tokens"));
        } else {
            input.end();
            throw new NetworkFileException(input.place(), "is empty; write image: {...}, sequence: {...} or tokens: n");
        }
        input.onlyKey("image, sequence or tokens");
        input.end();
        return shape;
    }
}
