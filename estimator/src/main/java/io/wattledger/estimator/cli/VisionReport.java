package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.fit.Accuracy;
import io.wattledger.estimator.cli.fit.VisionLeftOut.Prediction;
import io.wattledger.estimator.cli.fit.VisionValidation;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.vision.ImageWork;
import io.wattledger.estimator.vision.VisionConstants;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A calibration of vision models, for people and for programs. */
final class VisionReport {

    /** Whose constants predicted: those of the GPU that is predicted. */
    static final String ITSELF = "itself";

    private static final double MILLI = 1e-3;

    private VisionReport() {}

    /**
     * Predictions of one GPU by constants that have not seen the family.
     *
     * @param constantsOf "itself", or "other GPUs"
     * @param byLaw whether activations are derived
     */
    record Validation(String gpu, String constantsOf, boolean byLaw, List<Prediction> predictions) {

        Accuracy accuracy() {
            return VisionValidation.accuracy(predictions, byLaw);
        }

        /** Share in the range that the other families give, percent. */
        double coverage() {
            return VisionValidation.share(VisionValidation.coverage(predictions, byLaw), row -> true);
        }

        String activations() {
            return byLaw ? "derived" : "known";
        }
    }

    /** All of them, in order. */
    static List<Validation> validations(VisionFitted fitted) {
        List<Validation> all = new ArrayList<>();
        for (boolean byLaw : new boolean[] {false, true}) {
            fitted.own().forEach((gpu, predictions) -> all.add(new Validation(gpu, ITSELF, byLaw, predictions)));
            fitted.crossed()
                    .forEach((gpu, predictions) -> all.add(new Validation(gpu, "other GPUs", byLaw, predictions)));
        }
        return all;
    }

    /** Constants by the GPU that they are of, and of all. */
    static Map<String, VisionConstants> constants(VisionFitted fitted) {
        Map<String, VisionConstants> constants = new LinkedHashMap<>();
        fitted.calibration().ifPresent(calibration -> fitted.own()
                .keySet()
                .forEach(gpu -> constants.put(
                        gpu,
                        calibration
                                .gpus()
                                .getOrDefault(gpu, calibration.other())
                                .constants())));
        constants.put("all", fitted.pooled().constants());
        return constants;
    }

    static void print(VisionFitted fitted, PrintWriter out) {
        out.printf("Time of an image in vision models, fitted for %s%n%n", fitted.stack());
        Columns files = new Columns("file", "GPU", "rows", "not counted");
        for (TimmFile file : fitted.measurements().files()) {
            files.row(
                    file.name(), file.gpu(), Integer.toString(file.rows().size()), Integer.toString(file.uncounted()));
        }
        files.print(out);
        out.println();
        Columns table = new Columns("GPU", "family", "arithmetic", "memory", "launches, ms");
        constants(fitted).forEach((gpu, constants) -> {
            for (Family family : ImageWork.families()) {
                table.row(
                        gpu,
                        family.label(),
                        FitOptions.number(constants.arithmetic().getOrDefault(family, 0.0)),
                        FitOptions.number(constants.memory().getOrDefault(family, 0.0)),
                        FitOptions.number(constants.launchSeconds() / MILLI));
            }
        });
        table.print(out);
        if (fitted.calibration().isEmpty()) {
            return;
        }
        out.printf("%nOne family left out after the other:%n%n");
        Columns left = new Columns(
                "GPU",
                "constants of",
                "activations",
                "rows",
                "median error %",
                "within 2x %",
                "bias",
                "in the 90 % range, %");
        for (Validation each : validations(fitted)) {
            Accuracy accuracy = each.accuracy();
            left.row(
                    each.gpu(),
                    each.constantsOf(),
                    each.activations(),
                    Integer.toString(accuracy.rows()),
                    String.format(Locale.ROOT, "%.1f", accuracy.medianAbsolutePercentageError()),
                    String.format(Locale.ROOT, "%.1f", accuracy.withinTwo()),
                    AccuracyText.number(accuracy.bias()),
                    String.format(Locale.ROOT, "%.1f", each.coverage()));
        }
        left.print(out);
    }

    static ObjectNode json(VisionFitted fitted) {
        ObjectNode json = Json.object()
                .put("kind", CoefficientsFile.VISION)
                .put("stack", fitted.stack())
                .put("rows", fitted.measurements().rows().size())
                .put("badRows", fitted.measurements().problems().size());
        ArrayNode sources = json.putArray("sources");
        for (TimmFile file : fitted.measurements().files()) {
            sources.addObject()
                    .put("name", file.name())
                    .put("gpu", file.gpu())
                    .put("rows", file.rows().size())
                    .put("notCounted", file.uncounted());
        }
        ArrayNode validations = json.putArray("leftOut");
        if (fitted.calibration().isPresent()) {
            for (Validation each : validations(fitted)) {
                Accuracy accuracy = each.accuracy();
                validations
                        .addObject()
                        .put("leftOut", "family")
                        .put("gpu", each.gpu())
                        .put("constantsOf", each.constantsOf())
                        .put("activations", each.activations())
                        .put("rows", accuracy.rows())
                        .put("medianAbsolutePercentageError", accuracy.medianAbsolutePercentageError())
                        .put("withinTwoPercent", accuracy.withinTwo())
                        .put("bias", accuracy.bias())
                        .put("coveragePercent", each.coverage());
            }
        }
        fitted.coefficients().ifPresent(entry -> json.putPOJO("coefficients", entry));
        return json;
    }
}
