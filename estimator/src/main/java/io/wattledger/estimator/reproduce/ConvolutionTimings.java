package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Times of convolutions that the authors of document C measured on their card.
 *
 * @param rows in the order of the file
 */
record ConvolutionTimings(List<Row> rows) {

    /** The last columns; the ones before hold quoted commas and are not needed. */
    private static final List<String> LAST_COLUMNS = List.of("H", "W", "Cin", "Cout", "K1", "K2", "time_ms");

    private static final double MILLIS = 1e3;

    /**
     * One layer.
     *
     * @param positions of its output
     * @param macs multiply-adds
     */
    record Row(double positions, double macs, int kernelHeight, int kernelWidth, double millis) {}

    ConvolutionTimings {
        rows = List.copyOf(rows);
    }

    static ConvolutionTimings read(Path file) {
        List<String> lines = lines(file);
        if (lines.isEmpty() || !lines.get(0).endsWith(String.join(",", LAST_COLUMNS))) {
            throw new EstimateException(
                    "%s, line 1: the last columns must be %s".formatted(file, String.join(",", LAST_COLUMNS)));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            rows.add(row(file, i + 1, lines.get(i)));
        }
        return new ConvolutionTimings(rows);
    }

    double rSquared(AlphaFlopsCoefficients by) {
        return rSquared(row -> MILLIS * by.seconds(row.macs(), row.kernelHeight(), row.kernelWidth(), row.positions()));
    }

    /** R² of the best straight line of the time over the operations. */
    double rSquaredOfPlainFlops() {
        double meanX = mean(Row::macs);
        double meanY = mean(Row::millis);
        double xx = 0;
        double xy = 0;
        for (Row row : rows) {
            xx += (row.macs() - meanX) * (row.macs() - meanX);
            xy += (row.macs() - meanX) * (row.millis() - meanY);
        }
        double slope = xy / xx;
        return rSquared(row -> meanY + slope * (row.macs() - meanX));
    }

    private double rSquared(ToDoubleFunction<Row> predicted) {
        double mean = mean(Row::millis);
        double left = 0;
        double all = 0;
        for (Row row : rows) {
            double miss = row.millis() - predicted.applyAsDouble(row);
            left += miss * miss;
            all += (row.millis() - mean) * (row.millis() - mean);
        }
        return 1 - left / all;
    }

    private double mean(ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).average().orElseThrow();
    }

    private static Row row(Path file, int line, String text) {
        String[] fields = text.split(",", -1);
        try {
            double[] values = Arrays.stream(fields)
                    .skip(Math.max(0, fields.length - LAST_COLUMNS.size()))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double positions = values[0] * values[1];
            double macs = positions * values[2] * values[3] * values[4] * values[5];
            return new Row(positions, macs, (int) values[4], (int) values[5], values[6]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new EstimateException("%s, line %d: the last %d fields must be numbers: %s"
                    .formatted(file, line, LAST_COLUMNS.size(), text));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
