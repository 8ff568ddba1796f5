package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.wattledger.estimator.EstimateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that no person writes end in an error too, and soon. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class YamlFileTest {

    private static final String HEAD = "name: test\nfamily: cnn\ninput: {image: {height: 8, width: 8}}\n";
    private static final int MEGABYTE = 1_000_000;

    @TempDir
    private Path folder;

    /** Ten lists of ten of the one before: more aliases than the parser takes. */
    @Test
    void shouldRefuseABillionLaughs() {
        assertThat(refusal(laughs(9, 9))).contains("not YAML: Number of aliases for non-scalar nodes exceeds");
    }

    /** Few aliases that stand for much: 3 to the power of 16 layers. */
    @Test
    void shouldRefuseFewAliasesThatStandForMuch() {
        assertThat(refusal(laughs(16, 3)))
                .matches(
                        ".*, line \\d+: has more than 1000000 values, those that an alias .* counted each time; write fewer");
    }

    @Test
    void shouldReadAliases() throws Exception {
        Path file = write(HEAD + "layers: [&a relu, &c {conv: &f {out: 4, kernel: 1}}, conv: *f, *c, *a]\n");

        assertThat(NetworkFile.read(file).layers().steps())
                .extracting(step -> step.name())
                .containsExactly("0-relu", "1-conv", "2-conv", "3-conv", "4-relu");
    }

    @Test
    void shouldRefuseAnAliasWithinWhatItStandsFor() {
        assertThat(refusal(HEAD + "layers: &all [relu, sequence: {layers: *all}]"))
                .endsWith(": nested deeper than 300 levels, or an alias (*) within what it stands for; flatten it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[{"})
    void shouldRefuseDeepNesting(String bracket) {
        assertThat(refusal(bracket.repeat(MEGABYTE / bracket.length())))
                .contains("network.yaml, line 1: nested deeper than 300 levels");
    }

    @Test
    void shouldReadAHundredLayersWithinEachOther() throws Exception {
        String open = "sequence: {layers: [";
        Path file = write(HEAD + "layers: [" + open.repeat(99) + "relu" + "]}".repeat(99) + "]");

        assertThat(NetworkFile.read(file).layers().steps()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- kind: efficiency\n",
                "costs: 1\n",
                "  - {model: m, gpu: g, source: s}\n",
                "- cnov: {kernle: 3}\n",
                "- conv: {out: 4, kernle: 3, strid: 4}\n",
                "kernelkernel",
                "- 'relu relu'\n",
            })
    void shouldEndSoonWithAMegabyteOfProblems(String line) {
        String lines = line.repeat(MEGABYTE / line.length());
        for (String head : List.of("", HEAD + "layers:\n")) {
            assertThat(refusal(head + lines).length()).isLessThan(100_000);
        }
    }

    @Test
    void shouldTellHowManyProblemsItLeavesOut() {
        List<String> problems =
                refusal(HEAD + "layers:\n" + "- relux\n".repeat(150)).lines().toList();

        assertThat(problems).hasSize(101).last().asString().endsWith("network.yaml: and 50 more problems");
        assertThat(problems.get(99)).contains("layers[99]: unknown layer 'relux'; did you mean relu?");
    }

    @Test
    void shouldReadAMegabyteOfLayersSoon() throws Exception {
        String layer = "- conv: {out: 4, kernel: 3, padding: 1}\n";
        Path file = write(HEAD + "layers:\n" + layer.repeat(MEGABYTE / layer.length()));

        assertThat(NetworkFile.read(file).layers().steps()).hasSize(MEGABYTE / layer.length());
    }

    @Test
    void shouldRefuseMoreThanThreeMebibytes() {
        for (int mebibytes : List.of(3, 12)) {
            assertThat(refusal(HEAD + "#".repeat(mebibytes << 20)))
                    .endsWith("network.yaml: has more than 3145728 characters; is it the right file?");
        }
    }

    /** The given number of lists, each with so many aliases of the one before. */
    private static String laughs(int lists, int aliases) {
        String levels = IntStream.rangeClosed(1, lists)
                .mapToObj(i -> "- sequence: &l%d {layers: [%s]}\n"
                        .formatted(
                                i,
                                IntStream.range(0, aliases)
                                        .mapToObj(any -> "sequence: *l" + (i - 1))
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
        return HEAD + "layers:\n- sequence: &l0 {layers: [relu]}\n" + levels;
    }

    private String refusal(String text) {
        Throwable thrown = catchThrowable(() -> NetworkFile.read(write(text)));
        assertThat(thrown).isInstanceOf(EstimateException.class);
        return String.valueOf(thrown.getMessage());
    }

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve("network.yaml"), text);
    }
}
