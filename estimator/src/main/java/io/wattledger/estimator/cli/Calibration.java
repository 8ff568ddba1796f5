package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.Spread;
import io.wattledger.estimator.cli.fit.LeftOut;
import io.wattledger.estimator.cli.fit.LeftOut.Group;
import io.wattledger.estimator.cli.fit.ServingFit;
import io.wattledger.estimator.cli.fit.ServingFit.Fitted;
import io.wattledger.estimator.cli.fit.ServingRow;
import io.wattledger.estimator.cli.fit.ServingValidation;
import io.wattledger.estimator.cli.fit.ServingValidation.Covered;
import io.wattledger.estimator.cli.fit.ServingValidation.Prediction;
import io.wattledger.estimator.serving.Serving;
import io.wattledger.estimator.trend.chart.Chart;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A fit of served language models, and how near it comes to what it has not seen.
 *
 * @param leftOut predictions by what was left out; without those that the rows do not allow
 * @param entry what a coefficients file holds; empty where there are too few families for a range
 * @param knownCoverage of the range where a family was left out; empty as well
 * @param derivedCoverage the same with derived shapes
 */
record Calibration(
        Measurements measurements,
        String stack,
        Fitted fitted,
        Map<Group, LeftOut> leftOut,
        Optional<ServingEntry> entry,
        List<Covered> knownCoverage,
        List<Covered> derivedCoverage)
        implements CalibrationResult {

    /** One to predict, one to fit, and one to tell what a range is worth. */
    static final int LEAST_FAMILIES = 3;

    /**
     * Fits and cross-validates.
     *
     * @param progress hears what is being done
     */
    static Calibration of(Measurements measurements, String stack, LocalDate fittedOn, Consumer<String> progress) {
        List<ServingRow> rows = measurements.rows();
        progress.accept("fitting %d rows".formatted(rows.size()));
        Fitted fitted = ServingFit.fit(rows, stack);
        Map<Group, LeftOut> leftOut = new EnumMap<>(Group.class);
        for (Group group : Group.values()) {
            progress.accept("leaving out one %s after the other".formatted(group.label()));
            LeftOut.of(rows, stack, group).ifPresent(each -> leftOut.put(group, each));
        }
        LeftOut families = leftOut.get(Group.FAMILY);
        if (families == null || LeftOut.groups(rows, stack, Group.FAMILY) < LEAST_FAMILIES) {
            return new Calibration(measurements, stack, fitted, leftOut, Optional.empty(), List.of(), List.of());
        }
        progress.accept("checking the ranges");
        Spread known = ServingValidation.spread(families.known());
        Spread derived = ServingValidation.spread(families.derived());
        return new Calibration(
                measurements,
                stack,
                fitted,
                leftOut,
                Optional.of(ServingEntry.of(measurements, stack, fitted, known, derived, fittedOn)),
                ServingValidation.coverage(rows, stack, UnaryOperator.identity()),
                ServingValidation.coverage(rows, stack, ServingRow::derived));
    }

    @Override
    public void print(PrintWriter out) {
        CalibrationReport.print(this, out);
    }

    @Override
    public ObjectNode json() {
        return CalibrationReport.json(this);
    }

    @Override
    public Optional<Map<String, Object>> coefficients() {
        return entry.map(ServingEntry::map);
    }

    @Override
    public String tooFew() {
        long families = LeftOut.groups(measurements.rows(), stack, Group.FAMILY);
        return ("%d of the families that a range needs: %d (models of one series and one architecture), measured with %s."
                        + " No range can be told, and nothing was written. Add rows of other models, or of a benchmark such"
                        + " as ML.ENERGY's")
                .formatted(families, LEAST_FAMILIES, stack);
    }

    @Override
    public Optional<Chart> chart() {
        return Optional.ofNullable(leftOut.get(Group.FAMILY))
                .map(families -> PredictedChart.of(
                        "accuracy-language",
                        "Language models, one family left out",
                        measurements.line(),
                        "joules per output token",
                        families.known().stream()
                                .collect(Collectors.groupingBy(
                                        each -> each.row().family(),
                                        TreeMap::new,
                                        Collectors.mapping(Calibration::mark, Collectors.toList())))));
    }

    private static Mark mark(Prediction prediction) {
        ServingRow row = prediction.row();
        Serving serving = row.serving();
        return PredictedChart.mark(
                String.format(
                        Locale.ROOT,
                        "%s, %d × %s, batch %.0f",
                        serving.model().name(),
                        serving.gpuCount(),
                        serving.gpu().name(),
                        serving.batchSize()),
                row.joulesPerOutputToken(),
                prediction.joules());
    }

    @Override
    public void writeTo(AccuracyText page) {
        ServingSections.write(this, page);
    }

    /** What was left out, in order. */
    List<LeftOut> validations() {
        return new ArrayList<>(leftOut.values());
    }
}
