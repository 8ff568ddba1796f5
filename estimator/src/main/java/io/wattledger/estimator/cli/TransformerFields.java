package io.wattledger.estimator.cli;

import io.wattledger.estimator.network.Attention;
import io.wattledger.estimator.network.DecoderConfig;
import io.wattledger.estimator.network.EncoderConfig;
import io.wattledger.estimator.network.FeedForward;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.Normalisation;
import io.wattledger.estimator.network.TransformerLayer;
import java.util.List;
import java.util.Optional;

/** Transformers as a network file writes them: single layers, and whole models by their configuration. */
final class TransformerFields {

    static final List<String> LAYER = List.of(
            "name",
            "hidden",
            "heads",
            "kvHeads",
            "headDim",
            "headNorm",
            "ffn",
            "gated",
            "bias",
            "norm",
            "experts",
            "expertsPerToken",
            "sharedFfn");

    static final List<String> LLAMA = List.of(
            "layers",
            "hidden",
            "heads",
            "kvHeads",
            "headDim",
            "headNorm",
            "ffn",
            "vocabulary",
            "experts",
            "expertsPerToken",
            "sharedFfn",
            "tiedEmbeddings",
            "attentionBias");

    static final List<String> BERT =
            List.of("layers", "hidden", "heads", "ffn", "vocabulary", "positions", "tokenTypes", "pooler");

    private TransformerFields() {}

    static TransformerLayer layer(YamlMap fields, boolean causal) {
        int hidden = fields.integer("hidden");
        int heads = fields.integer("heads");
        boolean bias = fields.flag("bias", true);
        Attention attention = new Attention(
                hidden,
                heads,
                fields.integer("kvHeads", heads),
                headDim(fields, hidden, heads),
                causal,
                bias,
                bias,
                fields.flag("headNorm", false));
        FeedForward feedForward = new FeedForward(
                hidden,
                fields.integer("ffn"),
                fields.flag("gated", false),
                bias,
                fields.integer("experts", 1),
                fields.integer("expertsPerToken", 1),
                fields.integer("sharedFfn", 0));
        return new TransformerLayer(attention, feedForward, norm(fields));
    }

    /** A model like Llama, with the input's tokens. */
    static Network llama(YamlMap fields, String name, int tokens, String source) {
        int hidden = fields.integer("hidden");
        int heads = fields.integer("heads");
        DecoderConfig config = new DecoderConfig(
                layers(fields),
                hidden,
                heads,
                fields.integer("kvHeads", heads),
                headDim(fields, hidden, heads),
                fields.integer("ffn"),
                fields.integer("vocabulary"),
                fields.integer("experts", 1),
                fields.integer("expertsPerToken", 1),
                fields.integer("sharedFfn", 0),
                fields.flag("tiedEmbeddings", false),
                fields.flag("headNorm", false),
                fields.flag("attentionBias", false));
        return config.network(name, tokens, source);
    }

    /** A model like BERT, with the input's tokens. */
    static Network bert(YamlMap fields, String name, int tokens, String source) {
        EncoderConfig config = new EncoderConfig(
                layers(fields),
                fields.integer("hidden"),
                fields.integer("heads"),
                fields.integer("ffn"),
                fields.integer("vocabulary"),
                fields.integer("positions"),
                fields.integer("tokenTypes", 0),
                fields.flag("pooler", true));
        return config.network(name, tokens, source);
    }

    private static int layers(YamlMap fields) {
        int layers = fields.integer("layers");
        if (layers > LayerReader.MOST_TIMES) {
            fields.problem("layers", "'%d' must be at most %d".formatted(layers, LayerReader.MOST_TIMES));
            return 1;
        }
        return layers;
    }

    /** A head has its share of the hidden size unless given. */
    private static int headDim(YamlMap fields, int hidden, int heads) {
        if (fields.has("headDim")) {
            return fields.integer("headDim");
        }
        if (heads >= 1 && hidden % heads == 0) {
            return hidden / heads;
        }
        if (fields.sound()) {
            fields.problem("heads", "'%d' must be a divisor of hidden, %d; or give headDim".formatted(heads, hidden));
        }
        return 1;
    }

    private static Normalisation norm(YamlMap fields) {
        return fields.parsed("norm", TransformerFields::norm, "must be layer or rms")
                .orElse(new Normalisation(Normalisation.Kind.LAYER));
    }

    private static Optional<Normalisation> norm(String written) {
        return switch (written) {
            case "layer" -> Optional.of(new Normalisation(Normalisation.Kind.LAYER));
            case "rms" -> Optional.of(new Normalisation(Normalisation.Kind.RMS));
            default -> Optional.empty();
        };
    }
}
