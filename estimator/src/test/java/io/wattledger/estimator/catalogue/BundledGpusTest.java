package io.wattledger.estimator.catalogue;

import static io.wattledger.estimator.catalogue.ReferenceData.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Watts;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The committed accelerators against the collection that most of them were taken from. */
class BundledGpusTest {

    private static final String COLLECTION = "gpu_specs_curated.csv";

    @Test
    void shouldHoldEveryAcceleratorOfTheCollectionWithItsFigures() throws IOException {
        List<Map<String, String>> collection = ReferenceData.orSkip().read(COLLECTION);
        GpuCatalogue gpus = GpuCatalogue.bundled();

        assertThat(collection).hasSize(39).allSatisfy(line -> {
            Gpu gpu = of(gpus, text(line, "name"));
            assertThat(gpu.vendor()).isEqualTo(text(line, "vendor"));
            same(
                    line,
                    "tdp_w",
                    gpu.power().map(Watts::value).map(OptionalDouble::of).orElse(OptionalDouble.empty()));
            same(line, "mem_gb", gpu.memoryGb());
            same(line, "mem_bw_gb_s", gpu.bandwidthGbPerSecond());
            atLeastSame(line, "fp16_bf16_dense_tflops", gpu, halfPrecision(gpu));
            atLeastSame(line, "fp8_dense_tflops", gpu, Precision.FP8);
            atLeastSame(line, "fp4_dense_tflops", gpu, Precision.FP4);
            atLeastSame(line, "int8_dense_tops", gpu, Precision.INT8);
        });
    }

    @Test
    void shouldSayWhatOfTheCollectionIsUnverified() throws IOException {
        GpuCatalogue gpus = GpuCatalogue.bundled();

        assertThat(ReferenceData.orSkip().read(COLLECTION))
                .filteredOn(line -> !text(line, "confidence").equals("read"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(of(gpus, text(line, "name")).source())
                        .containsAnyOf("unverified", "derived", "estimate"));
    }

    private static Gpu of(GpuCatalogue gpus, String name) {
        Map<String, String> renamed = Map.of(
                "A100 PCIe", "a100-pcie-80gb",
                "H100 SXM5", "h100-sxm5-80gb",
                "TPU v6e Trillium", "tpu-v6e",
                "TPU v7 Ironwood", "tpu-v7");
        String plain = name.replace("Tesla ", "").replace("Instinct ", "").replace(" (per GPU)", "");
        String slug = renamed.getOrDefault(name, plain.toLowerCase(Locale.ROOT).replace(' ', '-'));
        return gpus.find(slug).orElseGet(() -> gpus.require(plain));
    }

    /** V100, T4: no BF16; TPU, Gaudi, Trainium: no FP16 is claimed. */
    private static Precision halfPrecision(Gpu gpu) {
        return gpu.peakTflops().containsKey(Precision.BF16) ? Precision.BF16 : Precision.MIXED;
    }

    private static void same(Map<String, String> line, String column, OptionalDouble figure) {
        String original = text(line, column);
        assertThat(figure)
                .as("%s of %s", column, line)
                .isEqualTo(
                        original.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(original)));
    }

    /** What the collection leaves open may stand in our table from a data sheet; its source must say so. */
    private static void atLeastSame(Map<String, String> line, String column, Gpu gpu, Precision precision) {
        Double ours = gpu.peakTflops().get(precision);
        if (!text(line, column).isEmpty()) {
            assertThat(ours).as("%s of %s", column, line).isEqualTo(ReferenceData.number(line, column));
        } else if (ours != null) {
            assertThat(gpu.source()).as("%s of %s", column, line).contains("from memory (unverified)");
        }
    }
}
