package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.Spread;
import io.wattledger.estimator.cli.fit.Accuracy;
import io.wattledger.estimator.cli.fit.GenerationFit;
import io.wattledger.estimator.cli.fit.GenerationRow;
import io.wattledger.estimator.cli.fit.GenerationValidation;
import io.wattledger.estimator.cli.fit.GenerationValidation.Group;
import io.wattledger.estimator.cli.fit.GenerationValidation.Prediction;
import io.wattledger.estimator.generation.GenerationCalibration;
import io.wattledger.estimator.generation.GenerationCoefficients;
import io.wattledger.estimator.generation.GenerationEstimate;
import io.wattledger.estimator.generation.GenerationTask;
import io.wattledger.estimator.trend.chart.Chart;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A fit of image and video generators, and how near it comes to what it has not seen.
 *
 * @param rows of the stack
 * @param fitted to all of them
 * @param validations by what was left out; without those that the rows do not allow
 * @param calibration empty where there are too few models for a range
 */
record GenerationFitted(
        GenerationMeasurements measurements,
        List<GenerationRow> rows,
        GenerationCoefficients fitted,
        List<Validation> validations,
        Optional<GenerationCalibration> calibration)
        implements CalibrationResult {

    /** One to predict, one to fit, and one to tell what a range is worth. */
    static final int LEAST_MODELS = 3;

    GenerationFitted {
        rows = List.copyOf(rows);
        validations = List.copyOf(validations);
    }

    /**
     * Rows, each predicted by a fit to all other groups.
     *
     * @param derived whether the layers of what is predicted follow from its parameters
     * @param coverage share of the rows in the 90 % range, percent: of models and families in the range that the others alone give, of
     *     accelerators in that of one that was not measured
     */
    record Validation(Group group, boolean derived, List<Prediction> predictions, double coverage) {

        Accuracy accuracy() {
            return GenerationValidation.accuracy(predictions);
        }

        /** The word for what is known. */
        String layers() {
            return derived ? "derived" : "known";
        }
    }

    static GenerationFitted of(
            GenerationMeasurements measurements,
            List<GenerationRow> rows,
            LocalDate fittedOn,
            Consumer<String> progress) {
        progress.accept("fitting %d rows".formatted(rows.size()));
        GenerationCoefficients fitted = GenerationEntry.rounded(GenerationFit.fit(rows));
        if (Group.MODEL.count(rows) < LEAST_MODELS) {
            return new GenerationFitted(measurements, rows, fitted, List.of(), Optional.empty());
        }
        Spread known = range(rows, UnaryOperator.identity());
        Spread derived = range(rows, GenerationRow::derived);
        List<Validation> validations = new ArrayList<>();
        for (Group group : Group.values()) {
            progress.accept("leaving out one %s after the other".formatted(group.label()));
            if (group.count(rows) >= (group == Group.GPU ? 2 : LEAST_MODELS)) {
                validations.add(validation(rows, group, false, known));
                validations.add(validation(rows, group, true, derived));
            }
        }
        return new GenerationFitted(
                measurements,
                rows,
                fitted,
                validations,
                Optional.of(new GenerationCalibration(
                        fitted,
                        EntryFields.rounded(known),
                        EntryFields.rounded(derived),
                        fittedOn,
                        rows.get(0).stack(),
                        measurements.line(),
                        rows.size())));
    }

    private static Spread range(List<GenerationRow> rows, UnaryOperator<GenerationRow> known) {
        return GenerationValidation.spread(GenerationValidation.leaveOut(rows, Group.MODEL, known));
    }

    private static Validation validation(List<GenerationRow> rows, Group group, boolean derived, Spread range) {
        UnaryOperator<GenerationRow> known = derived ? GenerationRow::derived : UnaryOperator.identity();
        List<Prediction> predictions = GenerationValidation.leaveOut(rows, group, known);
        return new Validation(
                group,
                derived,
                predictions,
                group == Group.GPU
                        ? GenerationValidation.share(predictions, GenerationEstimate.unseenGpu(range))
                        : GenerationValidation.coverage(rows, group, known));
    }

    @Override
    public void print(PrintWriter out) {
        GenerationReport.print(this, out);
    }

    @Override
    public ObjectNode json() {
        return GenerationReport.json(this);
    }

    @Override
    public Optional<Map<String, Object>> coefficients() {
        return calibration.map(GenerationEntry::map);
    }

    @Override
    public String tooFew() {
        return ("%d of the models that a range needs: %d, measured with %s. No range can be told, and nothing was written. Add rows of"
                        + " other models")
                .formatted(Group.MODEL.count(rows), LEAST_MODELS, rows.get(0).stack());
    }

    @Override
    public Optional<Chart> chart() {
        return validations.stream()
                .filter(each -> each.group() == Group.MODEL && !each.derived())
                .findFirst()
                .map(models -> PredictedChart.of(
                        "accuracy-generation",
                        "Image and video generators, one model left out",
                        measurements.line(),
                        "joules per image or video",
                        models.predictions().stream()
                                .collect(Collectors.groupingBy(
                                        each -> each.row().task().model().name(),
                                        TreeMap::new,
                                        Collectors.mapping(GenerationFitted::mark, Collectors.toList())))));
    }

    private static Mark mark(Prediction prediction) {
        GenerationTask task = prediction.row().task();
        return PredictedChart.mark(
                "%s, %d × %s, batch %d"
                        .formatted(
                                task.model().name(), task.gpuCount(), task.gpu().name(), task.batchSize()),
                prediction.row().joules(),
                prediction.joules());
    }

    @Override
    public void writeTo(AccuracyText page) {
        GenerationSections.write(this, page);
    }
}
