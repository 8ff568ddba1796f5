package io.wattledger.estimator.cli;

import io.wattledger.estimator.network.Attention;
import io.wattledger.estimator.network.DecoderConfig;
import io.wattledger.estimator.network.EncoderConfig;
import io.wattledger.estimator.network.FeedForward;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.Normalisation;
import io.wattledger.estimator.network.TransformerLayer;

/** Transformers as a network file writes them: single layers, and whole models by their configuration. */
final class TransformerFields {

    private TransformerFields() {}

    static TransformerLayer layer(YamlFields fields, boolean causal) {
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
    static Network llama(YamlFields fields, String name, int tokens, String source) {
        int hidden = fields.integer("hidden");
        int heads = fields.integer("heads");
        DecoderConfig config = new DecoderConfig(
                fields.integer("layers"),
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
        fields.end();
        return config.network(name, tokens, source);
    }

    /** A model like BERT, with the input's tokens. */
    static Network bert(YamlFields fields, String name, int tokens, String source) {
        EncoderConfig config = new EncoderConfig(
                fields.integer("layers"),
                fields.integer("hidden"),
                fields.integer("heads"),
                fields.integer("ffn"),
                fields.integer("vocabulary"),
                fields.integer("positions"),
                fields.integer("tokenTypes", 0),
                fields.flag("pooler", true));
        fields.end();
        return config.network(name, tokens, source);
    }

    /** A head has its share of the hidden size unless given. */
    private static int headDim(YamlFields fields, int hidden, int heads) {
        if (fields.has("headDim")) {
            return fields.integer("headDim");
        }
        if (heads < 1 || hidden % heads != 0) {
            throw fields.wrong("heads", "write a divisor of hidden, %d, or give headDim".formatted(hidden));
        }
        return hidden / heads;
    }

    private static Normalisation norm(YamlFields fields) {
        String norm = fields.optionalText("norm").orElse("layer");
        return switch (norm) {
            case "layer" -> new Normalisation(Normalisation.Kind.LAYER);
            case "rms" -> new Normalisation(Normalisation.Kind.RMS);
            default -> throw fields.wrong("norm", "write layer or rms");
        };
    }
}
