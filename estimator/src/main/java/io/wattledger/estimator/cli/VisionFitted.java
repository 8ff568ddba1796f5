package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.fit.VisionFit;
import io.wattledger.estimator.cli.fit.VisionLeftOut;
import io.wattledger.estimator.cli.fit.VisionLeftOut.Prediction;
import io.wattledger.estimator.cli.fit.VisionRow;
import io.wattledger.estimator.cli.fit.VisionValidation;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.trend.chart.Chart;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import io.wattledger.estimator.vision.ActivationLaw;
import io.wattledger.estimator.vision.VisionCalibration;
import io.wattledger.estimator.vision.VisionConstants;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A fit of vision models, and how near it comes to what it has not seen.
 *
 * @param own predictions by the constants of the GPU itself, a family left out, by GPU
 * @param crossed the same by the constants of the other GPUs; empty where there is but one
 * @param pooled the fit to all GPUs
 * @param calibration empty where there are too few families for a range
 */
record VisionFitted(
        VisionMeasurements measurements,
        String stack,
        Map<String, List<Prediction>> own,
        Map<String, List<Prediction>> crossed,
        VisionFit.Fitted pooled,
        Optional<VisionCalibration> calibration)
        implements CalibrationResult {

    /** One to predict, one to fit, and one to tell what a range is worth. */
    static final int LEAST_FAMILIES = 3;

    static VisionFitted of(
            VisionMeasurements measurements, String stack, LocalDate fittedOn, Consumer<String> progress) {
        List<VisionRow> rows = measurements.rows();
        List<String> gpus =
                rows.stream().map(VisionRow::gpu).distinct().sorted().toList();
        progress.accept("fitting %d rows".formatted(rows.size()));
        VisionFit.Fitted pooled = VisionFit.fit(rows);
        if (families(rows) < LEAST_FAMILIES) {
            return new VisionFitted(measurements, stack, Map.of(), Map.of(), pooled, Optional.empty());
        }
        Map<String, VisionConstants> constants = new LinkedHashMap<>();
        Map<String, List<Prediction>> own = new LinkedHashMap<>();
        Map<String, List<Prediction>> crossed = new TreeMap<>();
        for (String gpu : gpus) {
            progress.accept("leaving out one family after the other on " + gpu);
            List<VisionRow> its =
                    rows.stream().filter(row -> row.gpu().equals(gpu)).toList();
            VisionLeftOut left = VisionLeftOut.of(its);
            constants.put(gpu, left.all().constants());
            own.put(gpu, left.predict(its));
            // With two GPUs this one alone predicts the other; with more, all others together predict each.
            if (gpus.size() == 2) {
                String other = gpus.get(1 - gpus.indexOf(gpu));
                crossed.put(
                        other,
                        left.predict(rows.stream()
                                .filter(row -> row.gpu().equals(other))
                                .toList()));
            } else if (gpus.size() > 2) {
                crossed.put(
                        gpu,
                        VisionLeftOut.of(rows.stream()
                                        .filter(row -> !row.gpu().equals(gpu))
                                        .toList())
                                .predict(its));
            }
        }
        List<Prediction> elsewhere = (crossed.isEmpty() ? own : crossed)
                .values().stream().flatMap(List::stream).toList();
        Map<String, VisionCalibration.Fitted> fitted = new LinkedHashMap<>();
        own.forEach((gpu, predictions) ->
                fitted.put(gpu, fitted(constants.getOrDefault(gpu, pooled.constants()), predictions)));
        return new VisionFitted(
                measurements,
                stack,
                own,
                crossed,
                pooled,
                Optional.of(new VisionCalibration(
                        fitted,
                        fitted(pooled.constants(), elsewhere),
                        each(
                                pooled.activations(),
                                law -> new ActivationLaw(
                                        EntryFields.rounded(law.atGigaflop()), EntryFields.rounded(law.exponent()))),
                        fittedOn,
                        stack,
                        measurements.files().stream()
                                .map(file -> new VisionCalibration.Source(
                                        file.name(), file.gpu(), file.rows().size()))
                                .toList(),
                        medianBatch(rows))));
    }

    private static VisionCalibration.Fitted fitted(VisionConstants constants, List<Prediction> predictions) {
        return new VisionCalibration.Fitted(
                new VisionConstants(
                        each(constants.arithmetic(), EntryFields::rounded),
                        each(constants.memory(), EntryFields::rounded),
                        EntryFields.rounded(constants.launchSeconds())),
                each(VisionValidation.spreads(predictions, false), EntryFields::rounded),
                each(VisionValidation.spreads(predictions, true), EntryFields::rounded));
    }

    private static <T> Map<Family, T> each(Map<Family, T> values, UnaryOperator<T> change) {
        Map<Family, T> changed = new EnumMap<>(Family.class);
        values.forEach((family, value) -> changed.put(family, change.apply(value)));
        return changed;
    }

    private static int medianBatch(List<VisionRow> rows) {
        List<Integer> sorted =
                new ArrayList<>(rows.stream().map(VisionRow::batch).sorted().toList());
        return sorted.get(sorted.size() / 2);
    }

    private static long families(List<VisionRow> rows) {
        return rows.stream().map(VisionRow::series).distinct().count();
    }

    @Override
    public void print(PrintWriter out) {
        VisionReport.print(this, out);
    }

    @Override
    public ObjectNode json() {
        return VisionReport.json(this);
    }

    @Override
    public Optional<Map<String, Object>> coefficients() {
        return calibration.map(VisionEntry::map);
    }

    @Override
    public String tooFew() {
        return ("%d of the families that a range needs: %d (models whose names begin with one word), measured with %s."
                        + " No range can be told, and nothing was written. Add rows of other models")
                .formatted(families(measurements.rows()), LEAST_FAMILIES, stack);
    }

    /** One point for each family on each GPU: thousands of models would be one blot. */
    @Override
    public Optional<Chart> chart() {
        Map<String, List<Prediction>> families = own.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(
                        each -> each.row().series() + ", " + each.row().gpu(), TreeMap::new, Collectors.toList()));
        Map<String, List<Mark>> groups = new TreeMap<>();
        families.forEach((name, predictions) -> groups.computeIfAbsent(
                        predictions.get(0).row().work().family().label(), label -> new ArrayList<>())
                .add(PredictedChart.mark(
                        "%s, %d models".formatted(name, predictions.size()),
                        mean(predictions, each -> each.row().seconds()),
                        mean(predictions, Prediction::known))));
        return groups.isEmpty()
                ? Optional.empty()
                : Optional.of(PredictedChart.of(
                        "accuracy-vision",
                        "Vision models, one family left out; each point is a family",
                        "timm's inference benchmark, " + stack,
                        "seconds per image",
                        groups));
    }

    /** The geometric one. */
    private static double mean(List<Prediction> predictions, ToDoubleFunction<Prediction> value) {
        return Math.exp(predictions.stream()
                .mapToDouble(each -> Math.log(value.applyAsDouble(each)))
                .average()
                .orElseThrow());
    }

    @Override
    public void writeTo(AccuracyText page) {
        VisionSections.write(this, page);
    }
}
