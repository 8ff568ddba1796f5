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
            assertThat(manual).contains("`" + family.label() + "`");
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
                "- conv: {out: 4, kernle: 3} | .layers[0].conv: has no 'kernel'; add it, as a whole number",
                "- conv: {out: 4, kernel: 3, strid: 2} | .layers[0].conv: unknown field 'strid'; did you mean stride,",
                "- conv: {out: 4, kernel: three} | .layers[0].conv.kernel: is 'three'; write a whole number",
                "- conv: {out: 0, kernel: 3} | .layers[0].conv: convolution: the number of output channels is 0;",
                "- conv: {out: 4, kernel: [3, 3, 3]} | .layers[0].conv.kernel: is a list of 3; write a whole number, or",
                "- conv: {out: 4, kernel: 3, bias: maybe} | .layers[0].conv.bias: is 'maybe'; write true or false",
                "- conv: {out: 99999999999, kernel: 3} | .layers[0].conv.out: is '99999999999'; write a whole number of at",
                "- conv: 3 | .layers[0].conv: is '3'; write fields: {field: value, ...}",
                "- cnov: {out: 4} | .layers[0]: unknown layer 'cnov'; did you mean conv,",
                "- {relu: , conv: {}} | .layers[0]: has 2 keys; write exactly one, the kind of the layer",
                "- 7 | .layers[0]: is '7'; write fields",
                "- residual: {layers: [relu, conv: {out: 4}]} | .layers[0].residual.layers[1].conv: has no 'kernel'",
                "- repeat: {times: 0, layers: [relu]} | .layers[0].repeat.times: is '0'; write a whole number from 1",
                "- repeat: {times: 2, layers: []} | .layers[0].repeat.layers: is a list of 0; write a list with at least",
                "- dense: {out: 4} | : network test, layer 0-dense: image 3×8×8 came in, but it needs a vector or a",
                "- relu: {name: a, out: 4} | .layers[0].relu: unknown field 'out'; did you mean name?",
                "- encoder: {hidden: 8, heads: 3, ffn: 8} | .layers[0].encoder.heads: is '3'; write a divisor of hidden, 8",
                "- encoder: {hidden: 8, heads: 2, ffn: 8, norm: batch} | .layers[0].encoder.norm: is 'batch'; write layer or",
            })
    void shouldSayWhatIsWrongInALayerAndWhere(String layer, String message) {
        refused(IMAGE_NETWORK + layer, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: a} | : has no layers; write exactly one of layers, llama, bert",
                "`` | : is empty; write fields",
                "{name: a, layers: [relu], bert: {}} | : has layers and bert; write exactly one of layers, llama, bert",
                "{name: 3, layers: [relu]} | .name: is '3'; write a text",
                "{name: a, layers: [relu]} | : has no 'family'; add it, as a text",
                "{name: a, family: cmm, layers: [relu]} | .family: is 'cmm'; write one of cnn, vision-transformer,",
                "{name: a, family: cnn, input: {tokens: 4}, layers: [relu]} | : network a is of family cnn, but its input",
                "{name: a, family: cnn, input: {}, layers: [relu]} | .input: is empty; write image: {...}, sequence:",
                "{name: a, family: cnn, input: {imag: 4}, layers: [relu]} | .input: unknown field 'imag'; did you mean image,",
                "{name: a, family: cnn, input: {tokens: 4, image: {height: 4, width: 4}}, layers: [relu]} | .input: has 2 keys",
                "{name: a, family: cnn, input: {image: {height: 0, width: 4}}, layers: [relu]} | .input: image: the height is 0",
                "{name: a, famly: cnn, family: cnn, input: {tokens: 4}, layers: [relu]} | : unknown field 'famly'; did you",
                "{name: a, input: {tokens: 4}, llama: {layers: 2}} | .llama: has no 'hidden'; add it, as a whole number",
                "{name: a, family: cnn, input: {tokens: 4}, llama: {}} | : unknown field 'family'; did you mean name,",
                "{name: a, name: b} | : is not YAML: ",
                "{name: [ | : is not YAML: "
            })
    void shouldSayWhatIsWrongInAFileAndWhere(String text, String message) {
        refused(text, message);
    }

    @Test
    void shouldRefuseEqualNames() {
        refused(
                IMAGE_NETWORK + "- relu: {name: a}\n- gelu: {name: a}",
                ".layers: two layers of one block are called 'a'; give each a name of its own");
    }

    @Test
    void shouldRefuseMoreLayersThanAnyNetworkHas() {
        refused(
                IMAGE_NETWORK + "- repeat: {times: 1000, layers: [repeat: {times: 1000, layers: [relu]}]}",
                ": network test has more than 100000 layers; repeat fewer times");
    }

    @Test
    void shouldRefuseWhatIsNoText() throws IOException {
        Path file = Files.write(folder.resolve("network.yaml"), "name: ä".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> NetworkFile.read(file)).hasMessage(file + ": is not text in UTF-8");
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
                .hasMessageStartingWith(folder.resolve("network.yaml") + message);
    }

    private Network read(String text) {
        try {
            return NetworkFile.read(Files.writeString(folder.resolve("network.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
