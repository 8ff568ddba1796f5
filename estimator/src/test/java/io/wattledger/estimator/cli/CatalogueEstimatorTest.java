package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.HostShare;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueEstimatorTest {

    private final List<String> notes = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void shouldComputeAModelOfTheCatalogueAtEachBatch() throws IOException {
        CostRow row = estimate("{model: resnet50, gpu: rtx-2080-ti, method: alpha-flops, batch: [8, 1]}");

        assertThat(row.key()).isEqualTo("resnet50|rtx-2080-ti");
        assertThat(row.method()).isEqualTo("alpha-flops");
        assertThat(row.operatingPoints()).extracting(OperatingPoint::batchSize).containsExactly(8, 1);
        assertThat(row.terms()).containsAll(HostShare.terms());
    }

    @Test
    void shouldComputeANetworkAndCoefficientsBesideTheFile() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), """
                name: mine
                family: cnn
                input: {image: {channels: 3, height: 32, width: 32}}
                layers:
                  - conv: {out: 8, kernel: 3, padding: 1}
                """);
        Files.writeString(folder.resolve("fit.yaml"), """
                - kind: efficiency
                  hardware: t4
                  fittedOn: "2026-11-21"
                  source: pairs.csv, 100 rows
                  rSquared: 0.99
                  operation: projections
                  peakTflops: 8.1
                  maxPercent: 50
                  k: 10
                  alpha: 0.7
                """);

        CostRow row = estimate("{network: mine.yaml, gpu: t4, method: hardware-efficiency, coefficients: fit.yaml}");

        assertThat(row.key()).isEqualTo("mine|t4-16gb");
        assertThat(row.defaultPoint().per(Rate.INFERENCE).central().value()).isPositive();
        assertThat(row.terms()).anySatisfy(term -> assertThat(term.source()).contains("pairs.csv, 100 rows"));
    }

    @Test
    void shouldNoteWhatAReaderMustKnow() throws IOException {
        estimate("{model: resnet50, gpu: a100}");

        assertThat(notes)
                .hasSize(2)
                .allSatisfy(note -> assertThat(note).startsWith(folder.resolve("my.yaml") + ", line 2: estimates[0]: "))
                .anyMatch(note -> note.contains("no batch size was given: 1024 is taken"));
    }

    @Test
    void shouldNameThePlaceOfWhatItCannotCompute() {
        assertThatThrownBy(() -> estimate("{model: resnet5, gpu: t4}"))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("my.yaml, line 2: estimates[0]: unknown model 'resnet5'");
        assertThatThrownBy(() -> estimate("{network: no.yaml, gpu: t4}"))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("estimates[0]")
                .hasMessageContaining("no.yaml");
        assertThatThrownBy(() -> estimate("{model: gpt2-xl, gpu: t4}")).hasMessageContaining("nobody measured");
    }

    private CostRow estimate(String entry) throws IOException {
        Path file = Files.writeString(folder.resolve("my.yaml"), "estimates:\n  - " + entry + "\n");
        return new CatalogueEstimator(notes::add)
                .estimate(CatalogueFile.read(file).estimates().get(0));
    }
}
