package io.wattledger.estimator.cli;

import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.network.Activation;
import io.wattledger.estimator.network.AdaptivePooling;
import io.wattledger.estimator.network.Block;
import io.wattledger.estimator.network.Convolution;
import io.wattledger.estimator.network.Dense;
import io.wattledger.estimator.network.DepthwiseConvolution;
import io.wattledger.estimator.network.Embedding;
import io.wattledger.estimator.network.FirstPosition;
import io.wattledger.estimator.network.Flatten;
import io.wattledger.estimator.network.GlobalPooling;
import io.wattledger.estimator.network.Layer;
import io.wattledger.estimator.network.Normalisation;
import io.wattledger.estimator.network.PatchEmbedding;
import io.wattledger.estimator.network.Pooling;
import io.wattledger.estimator.network.Recurrent;
import io.wattledger.estimator.network.Residual;
import io.wattledger.estimator.network.SqueezeExcitation;
import io.wattledger.estimator.network.VocabularyHead;
import io.wattledger.estimator.network.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Layers as a network file writes them: a list of words, or of maps with one key, the kind of the layer. */
final class LayerReader {

    /** As many as a network may have layers. */
    static final int MOST_TIMES = 100_000;

    private static final List<String> ACTIVATIONS =
            List.of("relu", "relu6", "gelu", "silu", "tanh", "sigmoid", "softmax", "hardswish");

    private final Map<String, Kind> kinds = new TreeMap<>();
    private int repeated;

    private record Kind(List<String> keys, Function<YamlMap, Layer> reader) {}

    LayerReader() {
        kind("conv", LayerReader::convolution, "out", "kernel", "stride", "padding", "dilation", "groups", "bias");
        kind(
                "depthwise",
                fields -> new DepthwiseConvolution(window(fields), fields.flag("bias", true)),
                "kernel",
                "stride",
                "padding",
                "dilation",
                "bias");
        kind("dense", fields -> new Dense(fields.integer("out"), fields.flag("bias", true)), "out", "bias");
        for (Recurrent.Cell cell : Recurrent.Cell.values()) {
            kind(cell.label(), fields -> recurrent(cell, fields), "hidden", "layers", "bidirectional");
        }
        kinds.put("encoder", new Kind(TransformerFields.LAYER, fields -> TransformerFields.layer(fields, false)));
        kinds.put("decoder", new Kind(TransformerFields.LAYER, fields -> TransformerFields.layer(fields, true)));
        kind(
                "head",
                fields -> new VocabularyHead(fields.integer("vocabulary"), fields.flag("tied", false)),
                "vocabulary",
                "tied");
        pooling("max-pool", Pooling.Kind.MAX);
        pooling("avg-pool", Pooling.Kind.AVERAGE);
        kind(
                "adaptive-pool",
                fields -> new AdaptivePooling(fields.integer("height"), fields.integer("width")),
                "height",
                "width");
        kind("global-pool", fields -> new GlobalPooling());
        kind("flatten", fields -> new Flatten());
        kind("first-position", fields -> new FirstPosition());
        kind("batch-norm", fields -> new Normalisation(Normalisation.Kind.BATCH));
        kind("layer-norm", fields -> new Normalisation(Normalisation.Kind.LAYER));
        kind("rms-norm", fields -> new Normalisation(Normalisation.Kind.RMS));
        ACTIVATIONS.forEach(function -> kind(function, fields -> new Activation(function)));
        kind("embedding", LayerReader::embedding, "vocabulary", "features", "positions", "tokenTypes");
        kind(
                "patches",
                fields -> new PatchEmbedding(fields.integer("size"), fields.integer("features")),
                "size",
                "features");
        kind("squeeze-excitation", fields -> new SqueezeExcitation(fields.integer("squeezed")), "squeezed");
        kind("residual", this::residual, "layers", "shortcut");
        kind("sequence", fields -> layers(fields, "layers"), "layers");
        kind("repeat", this::repeat, "times", "layers");
    }

    private void kind(String kind, Function<YamlMap, Layer> reader, String... keys) {
        kinds.put(
                kind, new Kind(Stream.concat(Stream.of("name"), Stream.of(keys)).toList(), reader));
    }

    /** What a layer can be. */
    Set<String> kinds() {
        return kinds.keySet();
    }

    /** The layers of a field, without those that are wrong; each is called by its name, or by its index and kind. */
    Block layers(YamlMap fields, String key) {
        Optional<YamlValue> list = fields.needed(key);
        List<YamlValue> written = list.map(YamlValue::items).orElse(List.of());
        if (list.isPresent() && list.get().sound() && written.isEmpty()) {
            fields.problem(key, "is an empty list; write at least one layer");
        }
        Block.Builder block = new Block.Builder();
        for (int i = 0; i < written.size(); i++) {
            add(block, i, written.get(i));
        }
        return list.flatMap(value -> value.make(block::build)).orElseGet(Block::of);
    }

    private void add(Block.Builder block, int index, YamlValue written) {
        Optional<String> kind = kindOf(written);
        if (kind.isEmpty()) {
            written.problem(
                    written.quoted() + " must be one word, like relu, or a mapping with one key, the kind of the"
                            + " layer: conv: {...}");
            return;
        }
        Kind known = kinds.get(kind.get());
        if (known == null) {
            String suggestion = UnknownNameException.suggestion(kind.get(), kinds.keySet())
                    .map("did you mean %s? "::formatted)
                    .orElse("");
            written.problem("unknown layer %s; %sdocs/networks.md lists all"
                    .formatted(YamlValue.quoted(kind.get()), suggestion));
            return;
        }
        YamlMap fields = fields(written, kind.get(), known.keys());
        String name = fields.value("name").flatMap(YamlValue::string).orElse(index + "-" + kind.get());
        fields.make(() -> known.reader().apply(fields)).ifPresent(layer -> block.add(name, layer));
    }

    private static Optional<String> kindOf(YamlValue written) {
        if (written.isText()) {
            return written.string();
        }
        return written.fields().size() == 1
                ? Optional.of(written.fields().get(0).key())
                : Optional.empty();
    }

    private static YamlMap fields(YamlValue written, String kind, List<String> keys) {
        if (!written.isMap()) {
            return written.as(kind).without(keys);
        }
        YamlValue value = written.fields().get(0).value();
        return value.isEmpty() ? value.without(keys) : value.map(keys);
    }

    private static Layer convolution(YamlMap fields) {
        return new Convolution(
                fields.integer("out"), window(fields), fields.integer("groups", 1), fields.flag("bias", true));
    }

    /** The stride of a pooling is its kernel unless given. */
    private void pooling(String kind, Pooling.Kind pooling) {
        kind(
                kind,
                fields -> {
                    int[] kernel = pair(fields.needed("kernel"), 1);
                    return new Pooling(pooling, window(fields, kernel, kernel[0]));
                },
                "kernel",
                "stride",
                "padding",
                "dilation");
    }

    private static Window window(YamlMap fields) {
        return window(fields, pair(fields.needed("kernel"), 1), 1);
    }

    private static Window window(YamlMap fields, int[] kernel, int stride) {
        int[] padding = pair(fields.value("padding"), 0);
        return new Window(
                kernel[0],
                kernel[1],
                fields.integer("stride", stride),
                padding[0],
                padding[1],
                fields.integer("dilation", 1));
    }

    /** A height and a width: one number for both, or two in brackets. */
    private static int[] pair(Optional<YamlValue> written, int otherwise) {
        if (written.isPresent() && written.get().isList()) {
            List<YamlValue> two = written.get().items();
            if (two.size() == 2) {
                return new int[] {
                    two.get(0).integer().orElse(otherwise), two.get(1).integer().orElse(otherwise)
                };
            }
            written.get().problem("is a list of %d; write a whole number, or [height, width]".formatted(two.size()));
            return new int[] {otherwise, otherwise};
        }
        int both = written.map(value -> value.integer().orElse(otherwise)).orElse(otherwise);
        return new int[] {both, both};
    }

    private static Layer recurrent(Recurrent.Cell cell, YamlMap fields) {
        return new Recurrent(
                cell, fields.integer("hidden"), fields.integer("layers", 1), fields.flag("bidirectional", false));
    }

    private static Layer embedding(YamlMap fields) {
        return new Embedding(
                fields.integer("vocabulary"),
                fields.integer("features"),
                fields.integer("positions", 0),
                fields.integer("tokenTypes", 0));
    }

    private Layer residual(YamlMap fields) {
        Block body = layers(fields, "layers");
        return fields.has("shortcut") ? new Residual(body, layers(fields, "shortcut")) : new Residual(body);
    }

    private Layer repeat(YamlMap fields) {
        int times = fields.integer("times");
        if (times < 1 || times > MOST_TIMES) {
            fields.problem("times", "'%d' must be a whole number from 1 to %d".formatted(times, MOST_TIMES));
            times = 1;
        }
        // A network has at least as many layers; many repeats in one file would fill the memory before it counts them.
        if (repeated + times - 1 >= MOST_TIMES) {
            fields.problem("times", "with it there are more than %d layers; repeat fewer times".formatted(MOST_TIMES));
            times = 1;
        }
        repeated += times - 1;
        Block body = layers(fields, "layers");
        Block.Builder block = new Block.Builder();
        for (int i = 0; i < times; i++) {
            block.add(body);
        }
        return block.build();
    }
}
