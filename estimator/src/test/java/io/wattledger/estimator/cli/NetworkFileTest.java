package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.network.Attention;
import io.wattledger.estimator.network.Block;
import io.wattledger.estimator.network.DecoderConfig;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.network.FeedForward;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.Networks;
import io.wattledger.estimator.network.Normalisation;
import io.wattledger.estimator.network.Shape;
import io.wattledger.estimator.network.TransformerLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkFileTest {

    private static final Path MANUAL = Path.of("..", "docs", "networks.md");
    private static final String IMAGE_NETWORK = """
            name: test
            family: cnn
            input: {image: {height: 8, width: 8}}
            layers:
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldReadTheExamplesOfTheManual() throws IOException {
        Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(MANUAL));
        List<Network> networks =
                example.results().map(found -> read(found.group(1))).toList();

        assertThat(networks)
                .extracting(Network::name, network -> network.forward(1, Precision.FP32)
                        .parameters())
                .containsExactly(
                        tuple("small-residual-net", 69_170L),
                        tuple("my-mixture", 5_216_241_664L),
                        tuple("my-encoder", 22_713_216L),
                        tuple("my-tagger", 3_656_209L));
    }

    @Test
    void shouldDescribeEveryLayerAndFamilyInTheManual() throws IOException {
        String manual = Files.readString(MANUAL);

        assertThat(new LayerReader().kinds()).hasSizeGreaterThan(30).allSatisfy(kind -> assertThat(manual)
                .contains("`" + kind + "`"));
        for (Family family : Family.values()) {
            assertThat(manual.contains("`" + family.label() + "`"))
                    .as(family.label())
                    .isNotEqualTo(family.generator());
        }
    }

    @Test
    void shouldReadABuiltInNetworkWrittenOut() {
        Network written = read("""
                name: vgg11
                family: cnn
                input: {image: {height: 224, width: 224}}
                layers:
                - conv: {out: 64, kernel: 3, padding: 1}
                - max-pool: {kernel: 2}
                - conv: {out: 128, kernel: 3, padding: 1}
                - max-pool: {kernel: 2}
                - repeat: {times: 2, layers: [conv: {out: 256, kernel: 3, padding: 1}]}
                - max-pool: {kernel: 2}
                - repeat: {times: 2, layers: [conv: {out: 512, kernel: 3, padding: 1}]}
                - max-pool: {kernel: 2, stride: 2}
                - sequence: {layers: [conv: {out: 512, kernel: 3, padding: 1}, conv: {out: 512, kernel: 3, padding: 1}]}
                - max-pool: {kernel: 2}
                - adaptive-pool: {height: 7, width: 7}
                - flatten
                - dense: {out: 4096}
                - dense: {out: 4096}
                - dense: {out: 1000}
                """);

        assertSameCounts(written, Networks.find("vgg11").orElseThrow());
    }

    @Test
    void shouldReadLlamasConfiguration() {
        Network written = read("""
                name: qwen
                input: {tokens: 1024}
                llama: {layers: 48, hidden: 2048, heads: 32, kvHeads: 4, headDim: 128, ffn: 768, vocabulary: 151936,
                  experts: 128, expertsPerToken: 8, headNorm: true}
                """);

        assertSameCounts(written, Networks.find("qwen3-30b-a3b-instruct-2507").orElseThrow());
        assertThat(written.family()).isEqualTo(Family.LANGUAGE_DECODER);
    }

    @Test
    void shouldReadEveryFieldOfALlama() {
        Network written = read("""
                name: all
                input: {tokens: 10}
                llama: {layers: 2, hidden: 12, heads: 6, kvHeads: 3, headDim: 5, ffn: 7, vocabulary: 11, experts: 4,
                  expertsPerToken: 2, sharedFfn: 9, tiedEmbeddings: true, headNorm: true, attentionBias: true}
                """);
        DecoderConfig config = new DecoderConfig(2, 12, 6, 3, 5, 7, 11, 4, 2, 9, true, true, true);

        assertSameCounts(written, config.network("all", 10, "a test"));
    }

    @Test
    void shouldReadBertsConfiguration() {
        Network written = read("""
                name: bert
                input: {tokens: 128}
                bert: {layers: 12, hidden: 768, heads: 12, ffn: 3072, vocabulary: 30522, positions: 512, tokenTypes: 2}
                """);

        assertSameCounts(written, Networks.find("bert-base").orElseThrow());
    }

    @Test
    void shouldReadTransformerLayers() {
        Network written = read("""
                name: decoder
                family: language-decoder
                input: {sequence: {length: 9, features: 8}}
                layers: [decoder: {hidden: 8, heads: 2, ffn: 20}]
                """);
        Network same = new Network(
                "decoder",
                Family.LANGUAGE_DECODER,
                new Shape.Sequence(9, 8),
                "a test",
                Block.of(TransformerLayer.plain(8, 2, 20, true)));

        assertSameCounts(written, same);
    }

    @Test
    void shouldReadEveryFieldOfATransformerLayer() {
        Network written = read("""
                name: decoder
                family: language-decoder
                input: {sequence: {length: 9, features: 8}}
                layers: [decoder: {hidden: 8, heads: 6, kvHeads: 2, headDim: 5, headNorm: true, ffn: 20, gated: true,
                  bias: false, norm: rms, experts: 4, expertsPerToken: 3, sharedFfn: 7}]
                """);
        TransformerLayer layer = new TransformerLayer(
                new Attention(8, 6, 2, 5, true, false, false, true),
                new FeedForward(8, 20, true, false, 4, 3, 7),
                new Normalisation(Normalisation.Kind.RMS));
        Network same =
                new Network("decoder", Family.LANGUAGE_DECODER, new Shape.Sequence(9, 8), "a test", Block.of(layer));

        assertSameCounts(written, same);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "- conv: {out: 4, kernle: 3} | layers[0].conv.kernel: missing; add it",
                "- conv: {out: 4, kernle: 3} | layers[0].conv.kernle: unknown; did you mean kernel? The keys are name, out,",
                "- conv: {out: 4, kernel: 3, strid: 2} | layers[0].conv.strid: unknown; did you mean stride? The keys",
                "- conv: {out: 4, kernel: three} | layers[0].conv.kernel: 'three' must be a whole number",
                "- conv: {out: 4, kernel: '3'} | layers[0].conv.kernel: '3' must be a whole number",
                "- conv: {out: 4, kernel: 3.0} | layers[0].conv.kernel: '3.0' must be a whole number",
                "- conv: {out: 0, kernel: 3} | layers[0].conv: convolution: the number of output channels is 0;",
                "- conv: {out: 4, kernel: [3, 3, 3]} | layers[0].conv.kernel: is a list of 3; write a whole number, or",
                "- conv: {out: 4, kernel: [3, x]} | layers[0].conv.kernel[1]: 'x' must be a whole number",
                "- conv: {out: 4, kernel: 3, bias: maybe} | layers[0].conv.bias: 'maybe' must be true or false",
                "- conv: {out: 4, kernel: 3, bias: } | layers[0].conv.bias: is empty; fill it in",
                "- conv: {out: 99999999999, kernel: 3} | layers[0].conv.out: '99999999999' must be a whole number of at most",
                "- conv: 3 | layers[0].conv: must be a mapping of name, out, kernel",
                "- conv: | layers[0].conv.out: missing; add it",
                "- conv | layers[0].conv.out: missing; add it",
                "- cnov: {out: 4} | layers[0]: unknown layer 'cnov'; did you mean conv? docs/networks.md lists all",
                "- perceptron | layers[0]: unknown layer 'perceptron'; docs/networks.md lists all",
                "- {relu: , conv: {}} | layers[0]: a mapping must be one word, like relu, or a mapping with one key, the kind",
                "- 7 | layers[0]: '7' must be one word, like relu, or a mapping with one key",
                "- | layers[0]: '' must be one word, like relu, or a mapping with one key",
                "- residual: {layers: [relu, conv: {out: 4}]} | layers[0].residual.layers[1].conv.kernel: missing",
                "- repeat: {times: 0, layers: [relu]} | layers[0].repeat.times: '0' must be a whole number from 1 to 100000",
                "- repeat: {times: 2, layers: []} | layers[0].repeat.layers: is an empty list; write at least one layer",
                "- repeat: {times: 2, layers: relu} | layers[0].repeat.layers: must be a list",
                "- relu: {name: a, out: 4} | layers[0].relu.out: unknown; the keys are name",
                "- relu: {name: 4} | layers[0].relu.name: '4' must be a text; a number needs quotes to be one",
                "- encoder: {hidden: 8, heads: 3, ffn: 8} | layers[0].encoder.heads: '3' must be a divisor of hidden, 8",
                "- encoder: {hidden: 8, heads: 2, ffn: 8, norm: batch} | layers[0].encoder.norm: 'batch' must be layer or rms",
            })
    void shouldSayWhatIsWrongInALayerAndWhere(String layer, String message) {
        refused(IMAGE_NETWORK + layer, ", line 5: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: a} | , line 1: has no layers; write exactly one of layers, llama, bert",
                "`` | : is empty; write a name, an input and layers (docs/networks.md)",
                "relu | , line 1: must be a mapping of name, family, source, input, layers, llama, bert",
                "{name: a, layers: [relu], bert: {}} | , line 1: has layers and bert; write exactly one of layers, llama, bert",
                "{name: 3, layers: [relu]} | , line 1: name: '3' must be a text",
                "{name: a, source: , layers: [relu]} | , line 1: source: is empty; fill it in",
                "{name: a, layers: [relu]} | , line 1: family: missing; add it",
                "{name: a, layers: [relu]} | , line 1: input: missing; add it",
                "{name: a, family: cmm, layers: [relu]} | , line 1: family: 'cmm' is no family; write one of cnn, vision-transformer,",
                "{name: a, family: cnn, input: {tokens: 4}, layers: [relu]} | , line 1: network a is of family cnn, but its input",
                "{name: a, family: cnn, input: {}, layers: [relu]} | , line 1: input: has no size; write exactly one of image: {...}, sequence:",
                "{name: a, family: cnn, input: {imag: 4}, layers: [relu]} | , line 1: input.imag: unknown; did you mean image?",
                "{name: a, family: cnn, input: {tokens: 4, image: {height: 4, width: 4}}, layers: [relu]} | , line 1: input: has image and tokens; write exactly one of",
                "{name: a, family: cnn, input: {image: {height: 0, width: 4}}, layers: [relu]} | , line 1: input.image: image: the height is 0",
                "{name: a, famly: cnn, family: cnn, input: {tokens: 4}, layers: [relu]} | , line 1: famly: unknown; did you mean family?",
                "{name: a, input: {tokens: 4}, llama: {layers: 2}} | , line 1: llama.hidden: missing; add it",
                "{name: a, input: {tokens: 4}, llama: {layers: 2000000000}} | , line 1: llama.layers: '2000000000' must be at most 100000",
                "{name: a, input: {sequence: {}}, llama: {}} | , line 1: input.sequence: unknown; the keys are tokens",
                "{name: a, family: cnn, input: {tokens: 4}, llama: {}} | , line 1: family: is for layers; a llama has its own: remove it",
                "{name: a, name: b} | , line 1: name: written twice; remove one",
                "{name: [ | : not YAML: "
            })
    void shouldSayWhatIsWrongInAFileAndWhere(String text, String message) {
        refused(text, message);
    }

    @Test
    void shouldRefuseEqualNames() {
        refused(
                IMAGE_NETWORK + "- relu: {name: a}\n- gelu: {name: a}",
                ", line 5: layers: two layers of one block are called 'a'; give each a name of its own");
    }

    @Test
    void shouldRefuseMoreLayersThanAnyNetworkHas() {
        refused(
                IMAGE_NETWORK + "- repeat: {times: 1000, layers: [repeat: {times: 1000, layers: [relu]}]}",
                ", line 1: network test has more than 100000 layers; repeat fewer times");
        refused(
                IMAGE_NETWORK + "- repeat: {times: 100000, layers: [relu]}\n".repeat(20_000),
                ", line 6: layers[1].repeat.times: with it there are more than 100000 layers; repeat fewer times");
    }

    @Test
    void shouldReportAllProblemsAtOnceWithLineAndPath() {
        Path file = folder.resolve("network.yaml");

        assertThatThrownBy(() -> read("""
                        nme: test
                        family: cmm
                        input: {image: {height: x, width: 8}}
                        layers:
                        - conv: {out: 4, kernle: 3}
                        - relu
                        - residual:
                            layers:
                            - dense: {out: [4]}
                            - rleu
                            shortcut: []
                        """))
                .isInstanceOf(EstimateException.class)
                .hasMessage(Stream.of(
                                "1: nme: unknown; did you mean name? The keys are name, family, source, input, layers, llama,"
                                        + " bert",
                                "1: name: missing; add it",
                                "2: family: 'cmm' is no family; write one of cnn, vision-transformer, vision-hybrid,"
                                        + " recurrent, language-encoder, language-decoder",
                                "3: input.image.height: 'x' must be a whole number of at most 2147483647",
                                "5: layers[0].conv.kernle: unknown; did you mean kernel? The keys are name, out, kernel,"
                                        + " stride, padding, dilation, groups, bias",
                                "5: layers[0].conv.kernel: missing; add it",
                                "9: layers[2].residual.layers[0].dense.out: must be a whole number of at most 2147483647",
                                "10: layers[2].residual.layers[1]: unknown layer 'rleu'; did you mean relu?"
                                        + " docs/networks.md lists all",
                                "11: layers[2].residual.shortcut: is an empty list; write at least one layer")
                        .map(problem -> file + ", line " + problem)
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void shouldSayWhereTheLayersDoNotFit() {
        refused(
                IMAGE_NETWORK + "- dense: {out: 4}",
                ", line 1: network test, layer 0-dense: image 3×8×8 came in, but it needs a vector or a");
    }

    @Test
    void shouldRefuseWhatIsNoText() throws IOException {
        Path file = Files.write(folder.resolve("network.yaml"), "name: ä".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> NetworkFile.read(file))
                .hasMessage(file + ": not text in UTF-8; is it the right file?");
    }

    private static void assertSameCounts(Network network, Network other) {
        var cost = network.forward(2, Precision.FP16);
        var same = other.forward(2, Precision.FP16);

        assertThat(cost.macs()).isEqualTo(same.macs());
        assertThat(cost.parameters()).isEqualTo(same.parameters());
    }

    private void refused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(EstimateException.class)
                .message()
                .satisfies(problems -> assertThat(problems.lines()).anySatisfy(problem -> assertThat(problem)
                        .startsWith(folder.resolve("network.yaml") + message)));
    }

    private Network read(String text) {
        try {
            return NetworkFile.read(Files.writeString(folder.resolve("network.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
