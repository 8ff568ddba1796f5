package io.wattledger.estimator.network;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Language models whose configuration is published. */
final class LanguageNetworks {

    private static final String BERT_SOURCE = "Devlin and others, BERT, 2019; small and medium: Turc and others,"
            + " Well-Read Students Learn Better, 2019";
    private static final String GPT2_SOURCE =
            "Radford and others, Language Models are Unsupervised Multitask Learners, 2019, table 2";
    private static final String CONFIG = "%s, config.json on Hugging Face";
    private static final String RECURRENT_SOURCE = "document A, section 3.1: two layers, 128 steps, 256 features";

    private static final int BERT_VOCABULARY = 30_522;
    private static final int BERT_POSITIONS = 512;
    private static final int BERT_TOKEN_TYPES = 2;
    private static final int BERT_TOKENS = 128;
    private static final int GPT2_VOCABULARY = 50_257;
    private static final int GPT2_POSITIONS = 1024;
    private static final int LLAMA_VOCABULARY = 128_256;
    private static final int QWEN3_VOCABULARY = 151_936;
    private static final int TOKENS = 1024;
    private static final int INNER_OVER_HIDDEN = 4;
    private static final int RECURRENT_STEPS = 128;
    private static final int RECURRENT_FEATURES = 256;
    private static final int RECURRENT_LAYERS = 2;

    private LanguageNetworks() {}

    static Map<String, Supplier<Network>> all() {
        Map<String, Supplier<Network>> all = new HashMap<>();
        all.put("bert-small", () -> bert("bert-small", 4, 512, 8));
        all.put("bert-medium", () -> bert("bert-medium", 8, 512, 8));
        all.put("bert-base", () -> bert("bert-base", 12, 768, 12));
        all.put("bert-large", () -> bert("bert-large", 24, 1024, 16));
        all.put("gpt2", () -> gpt2("gpt2", 12, 768, 12));
        all.put("gpt2-medium", () -> gpt2("gpt2-medium", 24, 1024, 16));
        all.put("gpt2-large", () -> gpt2("gpt2-large", 36, 1280, 20));
        all.put("gpt2-xl", () -> gpt2("gpt2-xl", 48, 1600, 25));
        all.put("lstm-2-layer", () -> recurrent("lstm-2-layer", Recurrent.Cell.LSTM));
        all.put("gru-2-layer", () -> recurrent("gru-2-layer", Recurrent.Cell.GRU));
        put(
                all,
                "llama-3.1-8b-instruct",
                "meta-llama/Llama-3.1-8B-Instruct",
                DecoderConfig.llama(32, 4096, 32, 8, 128, 14_336, LLAMA_VOCABULARY));
        put(
                all,
                "llama-3.1-70b-instruct",
                "meta-llama/Llama-3.1-70B-Instruct",
                DecoderConfig.llama(80, 8192, 64, 8, 128, 28_672, LLAMA_VOCABULARY));
        put(
                all,
                "qwen3-32b",
                "Qwen/Qwen3-32B",
                DecoderConfig.llama(64, 5120, 64, 8, 128, 25_600, QWEN3_VOCABULARY)
                        .qwen3(1, 1));
        put(
                all,
                "qwen3-30b-a3b-instruct-2507",
                "Qwen/Qwen3-30B-A3B-Instruct-2507",
                DecoderConfig.llama(48, 2048, 32, 4, 128, 768, QWEN3_VOCABULARY).qwen3(128, 8));
        put(
                all,
                "qwen3-235b-a22b-instruct-2507",
                "Qwen/Qwen3-235B-A22B-Instruct-2507",
                DecoderConfig.llama(94, 4096, 64, 4, 128, 1536, QWEN3_VOCABULARY)
                        .qwen3(128, 8));
        return all;
    }

    private static void put(Map<String, Supplier<Network>> all, String name, String repository, DecoderConfig config) {
        all.put(name, () -> config.network(name, TOKENS, CONFIG.formatted(repository)));
    }

    private static Network bert(String name, int layers, int hidden, int heads) {
        return new EncoderConfig(
                        layers,
                        hidden,
                        heads,
                        INNER_OVER_HIDDEN * hidden,
                        BERT_VOCABULARY,
                        BERT_POSITIONS,
                        BERT_TOKEN_TYPES,
                        true)
                .network(name, BERT_TOKENS, BERT_SOURCE);
    }

    private static Network gpt2(String name, int layers, int hidden, int heads) {
        Block.Builder decoder = new Block.Builder();
        for (int i = 0; i < layers; i++) {
            decoder.add(TransformerLayer.plain(hidden, heads, INNER_OVER_HIDDEN * hidden, true));
        }
        Block all = new Block.Builder()
                .add("embedding", new Embedding(GPT2_VOCABULARY, hidden, GPT2_POSITIONS, 0))
                .add("h", decoder.build())
                .add("norm", new Normalisation(Normalisation.Kind.LAYER))
                .add("head", new VocabularyHead(GPT2_VOCABULARY, true))
                .build();
        return new Network(name, Family.LANGUAGE_DECODER, new Shape.Tokens(GPT2_POSITIONS), GPT2_SOURCE, all);
    }

    private static Network recurrent(String name, Recurrent.Cell cell) {
        return new Network(
                name,
                Family.RECURRENT,
                new Shape.Sequence(RECURRENT_STEPS, RECURRENT_FEATURES),
                RECURRENT_SOURCE,
                Block.of(new Recurrent(cell, RECURRENT_FEATURES, RECURRENT_LAYERS, false)));
    }
}
