package io.wattledger.estimator.cli;

import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.cli.fit.ServingFit.Fitted;
import io.wattledger.estimator.cli.fit.ServingRow;
import io.wattledger.estimator.serving.ServingCalibration;
import io.wattledger.estimator.serving.ServingCalibration.Source;
import io.wattledger.estimator.serving.ServingCalibration.Spread;
import io.wattledger.estimator.serving.ServingTerm;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A calibration as an entry of a coefficients file. Numbers have six digits, so that a file is the same on every machine.
 *
 * @param source files and rows, on one line
 * @param rows of all stacks
 */
record ServingEntry(ServingCalibration calibration, String source, int rows) {

    private static final MathContext SIX_DIGITS = new MathContext(6);

    static ServingEntry of(
            Measurements measurements, String stack, Fitted fitted, Spread known, Spread derived, LocalDate fittedOn) {
        List<Source> sources = measurements.sources().stream()
                .map(each -> new Source(
                        each.name(),
                        each.rows(),
                        each.stack(),
                        rounded(fitted.factors().getOrDefault(each.stack(), 1.0))))
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
        fitted.coefficients().forEach((term, value) -> coefficients.put(term, rounded(value)));
        List<ServingRow> own =
                rows.stream().filter(row -> row.stack().equals(stack)).toList();
        var batches = own.stream().mapToDouble(row -> row.serving().batchSize()).summaryStatistics();
        return new ServingCalibration(
                coefficients,
                rounded(known),
                rounded(derived),
                fittedOn,
                stack,
                sources,
                own.stream().map(row -> row.serving().gpu().name()).collect(Collectors.toSet()),
                own.stream().map(row -> row.serving().model().format()).collect(Collectors.toSet()),
                rounded(batches.getMin()),
                rounded(batches.getMax()));
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
        entry.put("ranges", ordered("known", map(calibration.known()), "derived", map(calibration.derived())));
        entry.put("gpus", List.copyOf(new TreeSet<>(calibration.gpus())));
        entry.put(
                "formats",
                calibration.formats().stream().sorted().map(WeightFormat::label).toList());
        entry.put("batchSizes", ordered("least", calibration.leastBatch(), "most", calibration.mostBatch()));
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

    static Map<String, Object> map(Spread spread) {
        return ordered("low", spread.low(), "high", spread.high());
    }

    private static Map<String, Object> map(Source each) {
        Map<String, Object> map = ordered("name", each.name(), "rows", each.rows());
        map.put("stack", each.stack());
        map.put("factor", each.factor());
        return map;
    }

    private static Map<String, Object> ordered(String firstKey, Object first, String secondKey, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(firstKey, first);
        map.put(secondKey, second);
        return map;
    }

    private static Spread rounded(Spread spread) {
        return new Spread(rounded(spread.low()), rounded(spread.high()));
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).round(SIX_DIGITS).doubleValue();
    }
}
