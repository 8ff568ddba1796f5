package io.wattledger.estimator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.UnknownNameException;
import java.io.StringReader;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuCatalogueTest {

    private static final GpuCatalogue BUNDLED = GpuCatalogue.bundled();
    private static final String HEADER = String.join(",", GpuCatalogue.COLUMNS) + "\n";
    private static final String ALIASES_HEADER = String.join(",", GpuAliases.COLUMNS) + "\n";
    private static final String LINE = "g,A g,V,70,8.1,,,,65,,,,16,320,2018-09-13,a test,2026\n";
    private static final String BARE = "b,A b,V,,,,,,,,,,,,,a test,2026\n";

    @Test
    void shouldBundleEveryGpuThatCostsAreKnownFor() {
        assertThat(CostCatalogue.bundled().rows())
                .allSatisfy(row -> assertThat(BUNDLED.require(row.gpu()).name()).isEqualTo(row.gpu()));
        assertThat(BUNDLED.gpus()).hasSize(73);
    }

    @Test
    void shouldNameNoTwoAcceleratorsAlike() {
        assertThat(BUNDLED.gpus().stream()
                        .flatMap(gpu -> Stream.concat(Stream.of(gpu.name()), gpu.aliases().stream()))
                        .map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "a100, a100-sxm4-40gb",
        "A100, a100-sxm4-40gb",
        "NVIDIA A100-SXM4-80GB, a100-sxm4-80gb",
        "NVIDIA-A100-SXM4-80GB, a100-sxm4-80gb",
        "nvidia-a100-80gb, a100-sxm4-80gb",
        "nvidia-tesla-a100, a100-sxm4-40gb",
        "NVIDIA H100 80GB HBM3, h100-sxm5-80gb",
        "NVIDIA-H100-80GB-HBM3, h100-sxm5-80gb",
        "nvidia-h100-mega-80gb, h100-sxm5-80gb",
        "NVIDIA H100 PCIe, h100-pcie-80gb",
        "NVIDIA B200, b200-sxm-180gb",
        "Tesla T4, t4-16gb",
        "Tesla-T4, t4-16gb",
        "nvidia-l4, l4-24gb",
        "NVIDIA GeForce RTX 4090, rtx-4090-24gb",
        "AMD Instinct MI300X OAM, mi300x-192gb",
        "AMD_Instinct_MI300X_OAM, mi300x-192gb",
        "Quadro T2000, quadro-t2000"
    })
    void shouldFindAGpuByWhatToolsPrint(String printed, String name) {
        assertThat(BUNDLED.require(printed).name()).isEqualTo(name);
    }

    @Test
    void shouldSuggestTheNearestNames() {
        assertThatThrownBy(() -> BUNDLED.require("h100-sxm"))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContaining("unknown GPU 'h100-sxm'; did you mean")
                .hasMessageContaining("h100-sxm5");
    }

    @Test
    void shouldSayWhichPeaksThereAre() {
        Gpu card = BUNDLED.require("quadro-t2000");

        assertThat(card.peakTflops(Precision.FP32)).isEqualTo(3.318);
        assertThatThrownBy(() -> card.peakTflops(Precision.FP8))
                .isInstanceOf(EstimateException.class)
                .hasMessage("quadro-t2000 has no published peak at fp8; it has fp32");
    }

    @Test
    void shouldKeepWhatIsNotPublishedOpen() {
        Gpu bare = read(LINE + BARE, "").require("b");

        assertThat(bare.power()).isEmpty();
        assertThat(bare.peakTflops()).isEmpty();
        assertThat(bare.memoryGb()).isEmpty();
        assertThat(bare.launched()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            g,x,tool,here;g,X,tool,here | a.csv, line 3, column alias: X is on line 2 already; remove one
            h,x,tool,here | a.csv, line 2, column gpu: h is not in gpus.csv; add it there, or correct the name
            g,B,tool,here | a.csv, line 2, column alias: B is the name of an accelerator; remove the line
            g,x,,here     | a.csv, line 2, column printed_by: blank; fill it in, or leave the whole line out
            """)
    void shouldRefuseAnAliasThatCouldMeanTwo(String aliases, String message) {
        assertThatThrownBy(() -> read(LINE + BARE, aliases.replace(';', '\n')))
                .isInstanceOf(CatalogueException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8.1        | x       | g.csv, line 2, column fp32_tflops: "x" is not a number; write a decimal like 0.0324
            8.1        | -1      | g.csv, line 2, column fp32_tflops: -1 is out of range; give a finite number of at least 0.0
            2018-09-13 | 2018-09 | g.csv, line 2, column launched: "2018-09" is not a day; write it like 2026-11-21
            a test     | ''      | g.csv, line 2, column source: blank; fill it in, or leave the whole line out
            """)
    void shouldSayWhereATableIsWrong(String right, String wrong, String message) {
        assertThatThrownBy(() -> read(LINE.replace(right, wrong), ""))
                .isInstanceOf(CatalogueException.class)
                .hasMessage(message);
    }

    private static GpuCatalogue read(String gpus, String aliases) {
        return GpuCatalogue.read(
                new StringReader(HEADER + gpus), "g.csv", new StringReader(ALIASES_HEADER + aliases), "a.csv");
    }
}
