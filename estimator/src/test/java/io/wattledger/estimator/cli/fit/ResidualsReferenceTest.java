package io.wattledger.estimator.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why residuals are balanced: each series of the authors' timings, predicted by a fit to the others. */
class ResidualsReferenceTest {

    private static final String VARIABLE = "WATTLEDGER_REFERENCE_DATA";

    @ParameterizedTest
    @CsvSource({
        "BALANCED, false, 0.976, 10.5",
        "BALANCED, true, 0.977, 9.1",
        "ABSOLUTE, false, 0.968, 11.4",
        "ABSOLUTE, true, 0.969, 11.2",
        "RELATIVE, false, 0.974, 10.6",
        "RELATIVE, true, 0.955, 12.0"
    })
    void shouldPredictASeriesThatItHasNotSeen(Residuals residuals, boolean floor, double rSquared, double error)
            throws IOException {
        Map<String, List<ConvolutionTiming>> series = series();
        List<Double> measured = new ArrayList<>();
        List<Double> predicted = new ArrayList<>();
        for (String left : series.keySet()) {
            List<ConvolutionTiming> others = series.entrySet().stream()
                    .filter(each -> !each.getKey().equals(left))
                    .flatMap(each -> each.getValue().stream())
                    .toList();
            AlphaFlopsCoefficients law =
                    AlphaFlopsFit.of(others, floor, residuals).law("", "", "");
            for (ConvolutionTiming row : series.getOrDefault(left, List.of())) {
                measured.add(row.millis());
                predicted.add(1e3 * law.seconds(row.macs(), row.kernelHeight(), row.kernelWidth(), row.positions()));
            }
        }

        Goodness goodness = Goodness.of(array(measured), array(predicted));
        assertThat(goodness.rSquared()).isBetween(rSquared - 0.001, rSquared + 0.001);
        assertThat(goodness.medianAbsolutePercentageError()).isBetween(error - 0.1, error + 0.1);
    }

    private static Map<String, List<ConvolutionTiming>> series() throws IOException {
        String folder = System.getenv(VARIABLE);
        assumeTrue(
                folder != null && Files.isDirectory(Path.of(folder)),
                "set " + VARIABLE + " to the folder of the original data to compare residuals");
        Map<String, List<ConvolutionTiming>> series = new TreeMap<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader =
                Files.newBufferedReader(Path.of(String.valueOf(folder)).resolve("alpha_flops_conv_timings.csv"))) {
            for (CSVRecord row : format.parse(reader)) {
                series.computeIfAbsent(row.get("plot") + "/" + row.get("line"), key -> new ArrayList<>())
                        .add(timing(row));
            }
        }
        assertThat(series).hasSize(14);
        return series;
    }

    private static ConvolutionTiming timing(CSVRecord row) {
        return new ConvolutionTiming(
                (int) row.getRecordNumber() + 1,
                whole(row, "H"),
                whole(row, "W"),
                whole(row, "Cin"),
                whole(row, "Cout"),
                whole(row, "K1"),
                whole(row, "K2"),
                Double.parseDouble(row.get("time_ms")));
    }

    private static int whole(CSVRecord row, String column) {
        return Integer.parseInt(row.get(column));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
