package io.wattledger.estimator.cli;

import io.wattledger.estimator.Spread;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.cli.fit.ServingFit.Fitted;
import io.wattledger.estimator.cli.fit.ServingRow;
import io.wattledger.estimator.serving.ServingCalibration;
import io.wattledger.estimator.serving.ServingCalibration.Source;
import io.wattledger.estimator.serving.ServingTerm;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A calibration as an entry of a coefficients file. Numbers are rounded as {@link EntryFields} does.
 *
 * @param source files and rows, on one line
 * @param rows of all stacks
 */
record ServingEntry(ServingCalibration calibration, String source, int rows) {

    static ServingEntry of(
            Measurements measurements, String stack, Fitted fitted, Spread known, Spread derived, LocalDate fittedOn) {
        List<Source> sources = measurements.sources().stream()
                .map(each -> new Source(
                        each.name(),
                        each.rows(),
                        each.stack(),
                        EntryFields.rounded(fitted.factors().getOrDefault(each.stack(), 1.0))))
                .toList();
        return new ServingEntry(
                calibration(measurements.rows(), stack, fitted, known, derived, fittedOn, sources),
                measurements.line(),
                measurements.rows().size());
    }

    /** What a fit comes to; accelerators, formats and batches are those of the stack. */
    static ServingCalibration calibration(
            List<ServingRow> rows,
            String stack,
            Fitted fitted,
            Spread known,
            Spread derived,
            LocalDate fittedOn,
            List<Source> sources) {
        Map<ServingTerm, Double> coefficients = new EnumMap<>(ServingTerm.class);
        fitted.coefficients().forEach((term, value) -> coefficients.put(term, EntryFields.rounded(value)));
        List<ServingRow> own =
                rows.stream().filter(row -> row.stack().equals(stack)).toList();
        var batches = own.stream().mapToDouble(row -> row.serving().batchSize()).summaryStatistics();
        return new ServingCalibration(
                coefficients,
                EntryFields.rounded(known),
                EntryFields.rounded(derived),
                fittedOn,
                stack,
                sources,
                own.stream().map(row -> row.serving().gpu().name()).collect(Collectors.toSet()),
                own.stream().map(row -> row.serving().model().format()).collect(Collectors.toSet()),
                EntryFields.rounded(batches.getMin()),
                EntryFields.rounded(batches.getMax()));
    }

    /** The entry in its order. */
    Map<String, Object> map() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", CoefficientsFile.SERVING);
        entry.put("fittedOn", calibration.fittedOn().toString());
        entry.put("stack", calibration.stack());
        entry.put("source", source);
        entry.put(
                "sources", calibration.sources().stream().map(ServingEntry::map).toList());
        entry.put("rows", rows);
        entry.put("coefficients", coefficients(calibration));
        entry.put(
                "ranges",
                EntryFields.ordered(
                        "known",
                        EntryFields.map(calibration.known()),
                        "derived",
                        EntryFields.map(calibration.derived())));
        entry.put("gpus", List.copyOf(new TreeSet<>(calibration.gpus())));
        entry.put(
                "formats",
                calibration.formats().stream().sorted().map(WeightFormat::label).toList());
        entry.put(
                "batchSizes", EntryFields.ordered("least", calibration.leastBatch(), "most", calibration.mostBatch()));
        return entry;
    }

    /** By label, in the order of the terms. */
    static Map<String, Object> coefficients(ServingCalibration calibration) {
        Map<String, Object> byLabel = new LinkedHashMap<>();
        for (ServingTerm term : ServingTerm.values()) {
            byLabel.put(term.label(), calibration.coefficients().getOrDefault(term, 0.0));
        }
        return byLabel;
    }

    private static Map<String, Object> map(Source each) {
        Map<String, Object> map = EntryFields.ordered("name", each.name(), "rows", each.rows());
        map.put("stack", each.stack());
        map.put("factor", each.factor());
        return map;
    }
}
