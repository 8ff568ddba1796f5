package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.cli.fit.VisionFit.Fitted;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fits to rows, each without one family, to predict that family: on the same GPUs, or on others.
 *
 * @param all the fit to all rows
 * @param without by what it has not seen
 */
public record VisionLeftOut(Fitted all, Map<String, Fitted> without) {

    public VisionLeftOut {
        without = Map.copyOf(without);
    }

    /** A measurement and what a fit says that has not seen its family: with counted activations, and with derived ones. */
    public record Prediction(VisionRow row, double known, double derived) {

        /** Seconds by the one or the other. */
        public double seconds(boolean byLaw) {
            return byLaw ? derived : known;
        }

        /** Measured over predicted, the logarithm. */
        double logarithm(boolean byLaw) {
            return Math.log(row.seconds() / seconds(byLaw));
        }
    }

    /** Fits as often as there are families, and once to all. */
    public static VisionLeftOut of(List<VisionRow> rows) {
        Map<String, Fitted> without = new TreeMap<>();
        rows.stream().map(VisionRow::series).distinct().sorted().forEach(series -> {
            List<VisionRow> others =
                    rows.stream().filter(row -> !row.series().equals(series)).toList();
            without.put(series, VisionFit.fit(others));
        });
        return new VisionLeftOut(VisionFit.fit(rows), without);
    }

    /** Each row by the fit that has not seen its family. */
    public List<Prediction> predict(List<VisionRow> rows) {
        return rows.stream()
                .map(row -> {
                    Fitted fit = without.getOrDefault(row.series(), all);
                    return new Prediction(row, fit.known(row), fit.derived(row));
                })
                .toList();
    }
}
