package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.estimator.Spread;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.serving.ServingCalibration;
import io.wattledger.estimator.serving.ServingCalibration.Source;
import io.wattledger.estimator.serving.ServingTerm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingEntryTest {

    @TempDir
    private Path folder;

    /** No two numbers are the same, so that none can stand in for another. */
    private static ServingCalibration calibration() {
        Map<ServingTerm, Double> coefficients = new EnumMap<>(ServingTerm.class);
        for (ServingTerm term : ServingTerm.values()) {
            coefficients.put(term, 0.1 * coefficients.size());
        }
        return new ServingCalibration(
                coefficients,
                new Spread(0.51, 1.71),
                new Spread(0.42, 2.13),
                LocalDate.of(2026, 11, 29),
                "now",
                List.of(new Source("new.csv", 70, "now", 1), new Source("old.csv", 30, "then", 1.84)),
                Set.of("h100-sxm5-80gb", "b200-sxm-180gb"),
                Set.of(WeightFormat.FP8, WeightFormat.BFLOAT16),
                7.5,
                4095);
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        Path file = folder.resolve("c.yaml");
        ServingEntry entry = new ServingEntry(calibration(), "new.csv, 70 rows; old.csv, 30 rows", 100);

        new CoefficientsWriter(file, false).write(entry.map());

        assertThat(CoefficientsFile.read(file).serving()).contains(calibration());
    }

    @Test
    void shouldWriteTheKeysThatItReadsInTheirOrder() {
        assertThat(new ServingEntry(calibration(), "new.csv, 100 rows", 100)
                        .map()
                        .keySet())
                .containsExactlyElementsOf(ServingEntryReader.KEYS);
    }
}
