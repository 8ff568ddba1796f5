package io.wattledger.estimator.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvolutionTimingsTest {

    private static final AlphaFlopsCoefficients PUBLISHED = AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021;
    private static final String HEADER = "plot,hardware,H,W,Cin,Cout,K1,K2,time_ms\n";

    @TempDir
    private Path folder;

    @Test
    void shouldFitTimesThatTheMethodMade() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        int[][] layers = {{300, 300, 50, 50, 1}, {100, 80, 50, 60, 3}, {10, 10, 1500, 1500, 1}, {7, 7, 512, 512, 5}};
        for (int[] layer : layers) {
            double macs = (double) layer[0] * layer[1] * layer[2] * layer[3] * layer[4] * layer[4];
            double millis = 1e3 * PUBLISHED.seconds(macs, layer[4], layer[4], layer[0] * layer[1]);
            csv.append("0,\"{\"\"GPU\"\": \"\"one\"\", \"\"cores\"\": 16}\",%d,%d,%d,%d,%d,%d,"
                            .formatted(layer[0], layer[1], layer[2], layer[3], layer[4], layer[4]))
                    .append(String.format(Locale.ROOT, "%.17g%n", millis));
        }
        ConvolutionTimings timings = ConvolutionTimings.read(file(csv.toString()));

        assertThat(timings.rows()).hasSize(4);
        assertThat(timings.rSquared(PUBLISHED)).isCloseTo(1, within(1e-12));
        assertThat(timings.rSquaredOfPlainFlops()).isBetween(0.0, 0.999);
    }

    @Test
    void shouldNameTheLineThatHoldsNoNumbers() throws IOException {
        Path file = file(HEADER + "0,one,10,10,5,5,1,1,0.2\n0,one,10,10,5,5,1,1,fast\n");

        assertThatThrownBy(() -> ConvolutionTimings.read(file))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("timings.csv, line 3: the last 7 fields must be numbers");
    }

    @Test
    void shouldRefuseAnotherFile() throws IOException {
        Path file = file("a,b\n1,2\n");

        assertThatThrownBy(() -> ConvolutionTimings.read(file))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("line 1: the last columns must be H,W,Cin,Cout,K1,K2,time_ms");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("timings.csv"), text);
    }
}
