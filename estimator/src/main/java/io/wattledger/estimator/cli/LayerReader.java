package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Layers as a network file writes them: a list of words, or of maps with one key, the kind of the layer. */
final class LayerReader {

    private static final String MANUAL = "docs/networks.md";

    /** As many as a network may have layers. */
    private static final int MOST_TIMES = 100_000;

    private static final List<String> ACTIVATIONS =
            List.of("relu", "relu6", "gelu", "silu", "tanh", "sigmoid", "softmax", "hardswish");

    private final Map<String, Function<YamlFields, Layer>> kinds = new TreeMap<>();

    LayerReader() {
        kinds.put("conv", LayerReader::convolution);
        kinds.put("depthwise", fields -> new DepthwiseConvolution(window(fields, 1), fields.flag("bias", true)));
        kinds.put("dense", fields -> new Dense(fields.integer("out"), fields.flag("bias", true)));
        for (Recurrent.Cell cell : Recurrent.Cell.values()) {
            kinds.put(cell.label(), fields -> recurrent(cell, fields));
        }
        kinds.put("encoder", fields -> TransformerFields.layer(fields, false));
        kinds.put("decoder", fields -> TransformerFields.layer(fields, true));
        kinds.put("head", fields -> new VocabularyHead(fields.integer("vocabulary"), fields.flag("tied", false)));
        kinds.put("max-pool", fields -> pooling(Pooling.Kind.MAX, fields));
        kinds.put("avg-pool", fields -> pooling(Pooling.Kind.AVERAGE, fields));
        kinds.put("adaptive-pool", fields -> new AdaptivePooling(fields.integer("height"), fields.integer("width")));
        kinds.put("global-pool", fields -> new GlobalPooling());
        kinds.put("flatten", fields -> new Flatten());
        kinds.put("first-position", fields -> new FirstPosition());
        kinds.put("batch-norm", fields -> new Normalisation(Normalisation.Kind.BATCH));
        kinds.put("layer-norm", fields -> new Normalisation(Normalisation.Kind.LAYER));
        kinds.put("rms-norm", fields -> new Normalisation(Normalisation.Kind.RMS));
        ACTIVATIONS.forEach(function -> kinds.put(function, fields -> new Activation(function)));
        kinds.put("embedding", LayerReader::embedding);
        kinds.put("patches", fields -> new PatchEmbedding(fields.integer("size"), fields.integer("features")));
        kinds.put("squeeze-excitation", fields -> new SqueezeExcitation(fields.integer("squeezed")));
        kinds.put("residual", this::residual);
        kinds.put("sequence", fields -> layers(fields, "layers"));
        kinds.put("repeat", this::repeat);
    }

    /** What a layer can be. */
    Set<String> kinds() {
        return kinds.keySet();
    }

    /** The layers of a field; each is called by its name, or by its index and kind. */
    Block layers(YamlFields fields, String name) {
        List<Object> written = fields.list(name);
        Block.Builder block = new Block.Builder();
        for (int i = 0; i < written.size(); i++) {
            String place = "%s.%s[%d]".formatted(fields.place(), name, i);
            add(block, i, place, written.get(i));
        }
        try {
            return block.build();
        } catch (EstimateException e) {
            throw new NetworkFileException(fields.place() + "." + name, String.valueOf(e.getMessage()));
        }
    }

    private void add(Block.Builder block, int index, String place, Object written) {
        String kind;
        YamlFields fields;
        if (written instanceof String word) {
            kind = word;
            fields = YamlFields.none(place + "." + kind);
        } else {
            YamlFields layer = YamlFields.of(place, written);
            kind = layer.onlyKey("the kind of the layer: {conv: {...}}");
            fields = layer.value(kind) == null
                    ? YamlFields.none(place + "." + kind)
                    : YamlFields.of(place + "." + kind, layer.value(kind));
        }
        Function<YamlFields, Layer> reader = kinds.get(kind);
        if (reader == null) {
            String message = new UnknownNameException("layer", kind, kinds.keySet(), MANUAL).getMessage();
            throw new NetworkFileException(place, String.valueOf(message));
        }
        String name = fields.optionalText("name").orElse(index + "-" + kind);
        block.add(name, read(reader, fields));
    }

    private static Layer read(Function<YamlFields, Layer> reader, YamlFields fields) {
        try {
            Layer layer = reader.apply(fields);
            fields.end();
            return layer;
        } catch (NetworkFileException e) {
            throw e;
        } catch (EstimateException e) {
            throw new NetworkFileException(fields.place(), String.valueOf(e.getMessage()));
        }
    }

    private static Layer convolution(YamlFields fields) {
        return new Convolution(
                fields.integer("out"), window(fields, 1), fields.integer("groups", 1), fields.flag("bias", true));
    }

    /** The stride of a pooling is its kernel unless given. */
    private static Layer pooling(Pooling.Kind kind, YamlFields fields) {
        return new Pooling(kind, window(fields, fields.pair("kernel", 1)[0]));
    }

    private static Window window(YamlFields fields, int stride) {
        if (!fields.has("kernel")) {
            fields.integer("kernel");
        }
        int[] kernel = fields.pair("kernel", 1);
        int[] padding = fields.pair("padding", 0);
        return new Window(
                kernel[0],
                kernel[1],
                fields.integer("stride", stride),
                padding[0],
                padding[1],
                fields.integer("dilation", 1));
    }

    private static Layer recurrent(Recurrent.Cell cell, YamlFields fields) {
        return new Recurrent(
                cell, fields.integer("hidden"), fields.integer("layers", 1), fields.flag("bidirectional", false));
    }

    private static Layer embedding(YamlFields fields) {
        return new Embedding(
                fields.integer("vocabulary"),
                fields.integer("features"),
                fields.integer("positions", 0),
                fields.integer("tokenTypes", 0));
    }

    private Layer residual(YamlFields fields) {
        Block body = layers(fields, "layers");
        return fields.has("shortcut") ? new Residual(body, layers(fields, "shortcut")) : new Residual(body);
    }

    private Layer repeat(YamlFields fields) {
        int times = fields.integer("times");
        if (times < 1 || times > MOST_TIMES) {
            throw fields.wrong("times", "write a whole number from 1 to %d".formatted(MOST_TIMES));
        }
        Block body = layers(fields, "layers");
        Block.Builder block = new Block.Builder();
        for (int i = 0; i < times; i++) {
            block.add(body);
        }
        return block.build();
    }
}
