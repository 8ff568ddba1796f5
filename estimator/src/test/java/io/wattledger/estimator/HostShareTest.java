package io.wattledger.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.catalogue.ReferenceData;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostShareTest {

    @Test
    void shouldAddUpToWhatItsSharesSay() {
        Estimate<Joules> hosted = HostShare.added(Estimate.exactly(new Joules(100)));

        assertThat(hosted.low().value()).isCloseTo(120, within(1e-9));
        assertThat(hosted.central().value()).isCloseTo(160, within(1e-9));
        assertThat(hosted.high().value()).isCloseTo(214, within(1e-9));
        assertThat(HostShare.terms().stream().mapToDouble(Term::value).sum())
                .isCloseTo(HostShare.CENTRAL - 1, within(1e-9));
        assertThat(HostShare.terms())
                .allSatisfy(term -> assertThat(term.source()).contains("arXiv 2508.15734"));
    }

    /** Why shares of the energy stand for watts by GPU-second: an accelerator's power hardly depends on the batch. */
    @ParameterizedTest
    @CsvSource({"H100, 700", "B200, 1000"})
    void shouldBeNearlyTheSameByTimeAsByEnergy(String gpu, double thermalDesignPower) throws IOException {
        List<Map<String, String>> rows = ReferenceData.orSkip().read("ml_energy_v3_llm.csv").stream()
                .filter(row -> gpu.equals(row.get("gpu_model")))
                .toList();

        double all = power(rows, batch -> true) / thermalDesignPower;
        double small = power(rows, batch -> batch <= 8) / thermalDesignPower;
        double large = power(rows, batch -> batch > 512) / thermalDesignPower;

        assertThat(all / small).isBetween(5 / 6.0, 6 / 5.0);
        assertThat(all / large).isBetween(5 / 6.0, 6 / 5.0);
    }

    /** The median of the mean power of one accelerator, watts. */
    private static double power(List<Map<String, String>> rows, DoublePredicate batch) {
        double[] sorted = rows.stream()
                .filter(row -> batch.test(ReferenceData.number(row, "avg_batch_size")))
                .mapToDouble(
                        row -> ReferenceData.number(row, "avg_power_watts") / ReferenceData.number(row, "num_gpus"))
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
