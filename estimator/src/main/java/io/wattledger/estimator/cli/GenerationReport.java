package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.Spread;
import io.wattledger.estimator.cli.GenerationFitted.Validation;
import io.wattledger.estimator.cli.fit.Accuracy;
import io.wattledger.estimator.generation.GenerationTerm;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.TreeMap;

/** A calibration of image and video generators, for people and for programs. */
final class GenerationReport {

    private GenerationReport() {}

    static void print(GenerationFitted fitted, PrintWriter out) {
        out.printf(
                "Energy of generated images and videos, fitted for %s%n%s%n%n",
                fitted.rows().get(0).stack(), fitted.measurements().line());
        Columns coefficients = new Columns("term", "coefficient", "of");
        for (GenerationTerm term : GenerationTerm.values()) {
            coefficients.row(term.label(), FitOptions.number(coefficient(fitted, term)), meaning(term));
        }
        new TreeMap<>(fitted.fitted().arithmetic())
                .forEach((gpu, factor) -> coefficients.row(
                        "arithmetic on " + gpu,
                        FitOptions.number(factor),
                        "that coefficient on this accelerator, times"));
        coefficients.print(out);
        out.println();
        Columns table = new Columns(
                "left out", "layers", "rows", "median error %", "within 2x %", "bias", "in the 90 % range, %");
        for (Validation each : fitted.validations()) {
            Accuracy accuracy = each.accuracy();
            table.row(
                    "one " + each.group().label(),
                    each.layers(),
                    Integer.toString(accuracy.rows()),
                    tenths(accuracy.medianAbsolutePercentageError()),
                    tenths(accuracy.withinTwo()),
                    AccuracyText.number(accuracy.bias()),
                    tenths(each.coverage()));
        }
        table.print(out);
        fitted.calibration()
                .ifPresent(calibration -> out.printf(
                        "%n90 %% range of an unseen model: %s of the central value where its layers are known, %s where they are derived%n",
                        text(calibration.known()), text(calibration.derived())));
    }

    static double coefficient(GenerationFitted fitted, GenerationTerm term) {
        return fitted.fitted().terms().getOrDefault(term, 0.0);
    }

    static String meaning(GenerationTerm term) {
        return switch (term) {
            case ARITHMETIC -> "nominal joules of all operations at the dense 16-bit peak";
            case LAUNCHES -> "1 ms of each GPU for each pass, shared by the batch";
            case EXCHANGE -> "the time that tokens take between GPUs, once a layer";
        };
    }

    static String text(Spread spread) {
        return "%s to %s".formatted(AccuracyText.number(spread.low()), AccuracyText.number(spread.high()));
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static ObjectNode json(GenerationFitted fitted) {
        ObjectNode json = Json.object()
                .put("kind", CoefficientsFile.GENERATION)
                .put("stack", fitted.rows().get(0).stack())
                .put("rows", fitted.rows().size())
                .put("badRows", fitted.measurements().problems().size());
        ArrayNode sources = json.putArray("sources");
        fitted.measurements().files().forEach(file -> sources.addObject()
                .put("name", file.name())
                .put("rows", file.lines().rows().size()));
        ObjectNode coefficients = json.putObject("coefficients");
        for (GenerationTerm term : GenerationTerm.values()) {
            coefficients.put(term.label(), coefficient(fitted, term));
        }
        ObjectNode gpus = json.putObject("arithmetic");
        new TreeMap<>(fitted.fitted().arithmetic()).forEach(gpus::put);
        ArrayNode validations = json.putArray("leftOut");
        for (Validation each : fitted.validations()) {
            Accuracy accuracy = each.accuracy();
            validations
                    .addObject()
                    .put("leftOut", each.group().label())
                    .put("layers", each.layers())
                    .put("rows", accuracy.rows())
                    .put("medianAbsolutePercentageError", accuracy.medianAbsolutePercentageError())
                    .put("withinTwoPercent", accuracy.withinTwo())
                    .put("bias", accuracy.bias())
                    .put("coveragePercent", each.coverage());
        }
        fitted.calibration().ifPresent(calibration -> {
            json.put("fittedOn", calibration.fittedOn().toString());
            json.putPOJO("ranges", GenerationEntry.map(calibration).get("ranges"));
        });
        return json;
    }
}
