package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.Spread;
import io.wattledger.estimator.cli.fit.Accuracy;
import io.wattledger.estimator.cli.fit.LeftOut;
import io.wattledger.estimator.cli.fit.LeftOut.Group;
import io.wattledger.estimator.cli.fit.ServingValidation;
import io.wattledger.estimator.cli.fit.ServingValidation.Covered;
import io.wattledger.estimator.cli.fit.ServingValidation.Prediction;
import io.wattledger.estimator.serving.ServingTerm;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A calibration, for people and for programs. */
final class CalibrationReport {

    private CalibrationReport() {}

    static void print(Calibration calibration, PrintWriter out) {
        out.printf("Energy of served language models, fitted for %s%n%n", calibration.stack());
        printSources(calibration, out);
        printCoefficients(calibration, out);
        printValidation(calibration, out);
        calibration
                .entry()
                .ifPresent(entry -> out.printf(
                        Locale.ROOT,
                        "%n90 %% range of an unseen family: %s of the central value where the shape is known, %s where it is"
                                + " derived%n",
                        text(entry.calibration().known()),
                        text(entry.calibration().derived())));
    }

    private static void printSources(Calibration calibration, PrintWriter out) {
        Columns table = new Columns("file", "stack", "rows", "energy over this stack's");
        for (Measurements.Source source : calibration.measurements().sources()) {
            table.row(
                    source.name(),
                    source.stack(),
                    Integer.toString(source.rows()),
                    FitOptions.number(factor(calibration, source)));
        }
        table.print(out);
        out.println();
    }

    private static void printCoefficients(Calibration calibration, PrintWriter out) {
        Columns table = new Columns("term", "coefficient", "of");
        for (ServingTerm term : ServingTerm.values()) {
            table.row(term.label(), FitOptions.number(coefficient(calibration, term)), meaning(term));
        }
        table.print(out);
        out.println();
    }

    private static void printValidation(Calibration calibration, PrintWriter out) {
        Columns table = new Columns(
                "left out", "shape", "rows", "median error %", "within 2x %", "bias", "in the 90 % range, %");
        for (LeftOut left : calibration.validations()) {
            row(table, left.group(), "known", left.known(), coverage(calibration, left, false));
            row(table, left.group(), "derived", left.derived(), coverage(calibration, left, true));
        }
        table.print(out);
    }

    private static void row(
            Columns table, Group group, String shape, List<Prediction> predictions, OptionalDouble coverage) {
        Accuracy accuracy = ServingValidation.accuracy(predictions);
        table.row(
                "one " + group.label(),
                shape,
                Integer.toString(accuracy.rows()),
                percent(accuracy.medianAbsolutePercentageError()),
                percent(accuracy.withinTwo()),
                String.format(Locale.ROOT, "%.2f", accuracy.bias()),
                coverage.isPresent() ? percent(coverage.getAsDouble()) : "–");
    }

    /**
     * Share of the rows in the range, percent: for families in the range that the other families alone give, for the rest in the
     * range of the calibration, not widened for an accelerator that was not measured.
     */
    static OptionalDouble coverage(Calibration calibration, LeftOut left, boolean derived) {
        if (calibration.entry().isEmpty()) {
            return OptionalDouble.empty();
        }
        if (left.group() == Group.FAMILY) {
            return OptionalDouble.of(
                    ServingValidation.share(derived ? calibration.derivedCoverage() : calibration.knownCoverage()));
        }
        var fitted = calibration.entry().get().calibration();
        Spread spread = derived ? fitted.derived() : fitted.known();
        return OptionalDouble.of(ServingValidation.share((derived ? left.derived() : left.known())
                .stream()
                        .map(each -> new Covered(each.row(), inside(spread, each)))
                        .toList()));
    }

    private static boolean inside(Spread spread, Prediction prediction) {
        double ratio = prediction.row().joulesPerOutputToken() / prediction.joules();
        return spread.holds(ratio);
    }

    static double coefficient(Calibration calibration, ServingTerm term) {
        return calibration.fitted().coefficients().getOrDefault(term, 0.0);
    }

    private static double factor(Calibration calibration, Measurements.Source source) {
        return calibration.fitted().factors().getOrDefault(source.stack(), 1.0);
    }

    static String meaning(ServingTerm term) {
        return switch (term) {
            case WEIGHTS -> "nominal joules of the weight bytes that a step reads";
            case CACHE -> "nominal joules of the cached keys and values that a token reads";
            case DECODE -> "nominal joules of the arithmetic of an output token";
            case PREFILL -> "nominal joules of the arithmetic of the prompt";
            case LAYER -> "10 µs of each GPU for each layer of a step";
            case TOKEN -> "10 µs of each GPU for each token";
            case COMMUNICATION -> "the time that activations take between GPUs at 900 GB/s";
            case IMBALANCE -> "√GPUs × joules of weights, where there are experts";
            case BLOCKS -> "nominal joules of all weight bytes of layers or experts, where weights are fp8";
            case EXPERT_BLOCKS -> "the same, where there are experts";
            case IMAGES -> "1 ms of each GPU for each request with images";
        };
    }

    private static String text(Spread spread) {
        return String.format(Locale.ROOT, "%.2f to %.2f", spread.low(), spread.high());
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static ObjectNode json(Calibration calibration) {
        ObjectNode json = Json.object()
                .put("kind", CoefficientsFile.SERVING)
                .put("stack", calibration.stack())
                .put("rows", calibration.measurements().rows().size())
                .put("badRows", calibration.measurements().problems().size());
        ArrayNode sources = json.putArray("sources");
        for (Measurements.Source source : calibration.measurements().sources()) {
            sources.addObject()
                    .put("name", source.name())
                    .put("rows", source.rows())
                    .put("stack", source.stack())
                    .put("factor", factor(calibration, source));
        }
        ObjectNode coefficients = json.putObject("coefficients");
        for (ServingTerm term : ServingTerm.values()) {
            coefficients.put(term.label(), coefficient(calibration, term));
        }
        ArrayNode validations = json.putArray("leftOut");
        for (LeftOut left : calibration.validations()) {
            add(validations, left.group(), "known", left.known(), coverage(calibration, left, false));
            add(validations, left.group(), "derived", left.derived(), coverage(calibration, left, true));
        }
        calibration.entry().ifPresent(entry -> {
            json.put("fittedOn", entry.calibration().fittedOn().toString());
            json.putPOJO("ranges", entry.map().get("ranges"));
        });
        return json;
    }

    private static void add(
            ArrayNode validations, Group group, String shape, List<Prediction> predictions, OptionalDouble coverage) {
        Accuracy accuracy = ServingValidation.accuracy(predictions);
        ObjectNode line = validations
                .addObject()
                .put("leftOut", group.label())
                .put("shape", shape)
                .put("rows", accuracy.rows())
                .put("medianAbsolutePercentageError", accuracy.medianAbsolutePercentageError())
                .put("withinTwoPercent", accuracy.withinTwo())
                .put("bias", accuracy.bias());
        coverage.ifPresent(share -> line.put("coveragePercent", share));
    }
}
