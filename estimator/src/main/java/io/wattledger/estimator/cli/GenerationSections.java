package io.wattledger.estimator.cli;

import io.wattledger.estimator.cli.GenerationFitted.Validation;
import io.wattledger.estimator.cli.fit.Accuracy;
import io.wattledger.estimator.cli.fit.GenerationRow;
import io.wattledger.estimator.cli.fit.GenerationValidation;
import io.wattledger.estimator.cli.fit.GenerationValidation.Group;
import io.wattledger.estimator.cli.fit.GenerationValidation.Prediction;
import io.wattledger.estimator.generation.GenerationCalibration;
import io.wattledger.estimator.generation.GenerationTerm;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The part of docs/accuracy.md about images and videos. */
final class GenerationSections {

    private static final double MOST_MEDIAN_ERROR = 20;
    private static final double LEAST_COVERAGE = 85;
    private static final double MOST_COVERAGE = 95;

    private final GenerationFitted fitted;
    private final GenerationCalibration calibration;
    private final AccuracyText page;

    private GenerationSections(GenerationFitted fitted, AccuracyText page) {
        this.fitted = fitted;
        this.calibration = fitted.calibration().orElseThrow();
        this.page = page;
    }

    /** @throws java.util.NoSuchElementException if the rows gave no range */
    static void write(GenerationFitted fitted, AccuracyText page) {
        new GenerationSections(fitted, page).write();
    }

    private void write() {
        page.part("Image and video generation: energy of an item");
        page.text("""
                From the diffusion runs of the ML.ENERGY Benchmark, version 3 (`ml_energy_v3_diffusion.csv`, Apache-2.0,
                https://github.com/ml-energy/leaderboard), found through `WATTLEDGER_REFERENCE_DATA`. An error is |predicted ÷ measured − 1| of the
                energy of an image or a video at the accelerators.

                """);
        page.text("Fitted for %s: %s.\n\n".formatted(calibration.stack(), calibration.source()));
        goals();
        leftOut();
        groups("By model, which was left out", Group.MODEL, row -> row.task()
                .model()
                .name());
        groups("By number of GPUs, the model left out", Group.MODEL, row -> "%d"
                .formatted(row.task().gpuCount()));
        groups("By GPU, which was left out", Group.GPU, row -> row.task().gpu().name());
        coefficients();
        limits();
    }

    private void goals() {
        Validation model = validation(Group.MODEL, false);
        Validation family = validation(Group.FAMILY, false);
        page.table("goal", "model left out", "family left out", "");
        double ofModel = model.accuracy().medianAbsolutePercentageError();
        double ofFamily = family.accuracy().medianAbsolutePercentageError();
        page.row(
                "median error at most 20 %",
                AccuracyText.percent(ofModel),
                AccuracyText.percent(ofFamily),
                AccuracyText.met(ofModel <= MOST_MEDIAN_ERROR && ofFamily <= MOST_MEDIAN_ERROR));
        page.row(
                "85 to 95 % in the 90 % range",
                AccuracyText.percent(model.coverage()),
                AccuracyText.percent(family.coverage()),
                AccuracyText.met(inGoal(model.coverage()) && inGoal(family.coverage())));
        page.end();
    }

    private static boolean inGoal(double coverage) {
        return coverage >= LEAST_COVERAGE && coverage <= MOST_COVERAGE;
    }

    private Validation validation(Group group, boolean derived) {
        return fitted.validations().stream()
                .filter(each -> each.group() == group && each.derived() == derived)
                .findFirst()
                .orElseThrow();
    }

    private void leftOut() {
        page.section("What was left out");
        page.table("left out", "layers", "rows", "median error", "within 2×", "bias", "in the 90 % range");
        for (Validation each : fitted.validations()) {
            Accuracy accuracy = each.accuracy();
            page.row(
                    "one " + each.group().label(),
                    each.layers(),
                    Integer.toString(accuracy.rows()),
                    AccuracyText.percent(accuracy.medianAbsolutePercentageError()),
                    AccuracyText.percent(accuracy.withinTwo()),
                    AccuracyText.number(accuracy.bias()),
                    AccuracyText.percent(each.coverage()));
        }
        page.end();
        page.text("""
                *Known:* layers and hidden size are those of the model; *derived:* they are assumed from its parameters. A *family* is a series, such
                as Stable Diffusion 3.5 or Wan 2.1. A model's or family's range is the one that the others gave. A GPU that was left out is predicted
                by its specification alone, and its range is the assumed one of a GPU that nobody measured. Bias is the geometric mean of predicted
                over measured.

                """);
    }

    private void groups(String title, Group left, Function<GenerationRow, String> group) {
        page.section(title);
        page.table("", "rows", "median error", "bias", "median error, derived layers", "bias, derived layers");
        Map<String, List<Prediction>> derived = by(validation(left, true), group);
        by(validation(left, false), group).forEach((name, predictions) -> {
            Accuracy known = GenerationValidation.accuracy(predictions);
            Accuracy ofDerived = GenerationValidation.accuracy(derived.getOrDefault(name, List.of()));
            page.row(
                    name,
                    Integer.toString(known.rows()),
                    AccuracyText.percent(known.medianAbsolutePercentageError()),
                    AccuracyText.number(known.bias()),
                    AccuracyText.percent(ofDerived.medianAbsolutePercentageError()),
                    AccuracyText.number(ofDerived.bias()));
        });
        page.end();
    }

    private static Map<String, List<Prediction>> by(Validation validation, Function<GenerationRow, String> group) {
        return validation.predictions().stream()
                .collect(Collectors.groupingBy(each -> group.apply(each.row()), TreeMap::new, Collectors.toList()));
    }

    private void coefficients() {
        page.section("Coefficients of generation");
        page.table("term", "coefficient", "of");
        for (GenerationTerm term : GenerationTerm.values()) {
            page.row(
                    term.label(),
                    FitOptions.number(GenerationReport.coefficient(fitted, term)),
                    GenerationReport.meaning(term));
        }
        new TreeMap<>(fitted.fitted().arithmetic())
                .forEach((gpu, factor) ->
                        page.row("arithmetic on " + gpu, FitOptions.number(factor), "that coefficient there, times"));
        page.end();
        page.text(
                "The 90 %% range of an unseen model is %s of the central value where its layers are known, %s where they are derived.\n\n"
                        .formatted(
                                GenerationReport.text(calibration.known()),
                                GenerationReport.text(calibration.derived())));
    }

    private void limits() {
        page.section("What is assumed of generation, and what is not known");
        page.text("""
                - **Seven models** are few: the range is an indication.
                - **One size and number of steps** of each model was measured. That energy follows the operations when they change is assumed.
                - **Layers, hidden sizes, passes and streams** of the models are mostly from memory (`generation-models.csv` says which).
                - **Guidance** runs each step twice in all seven; distilled models, which run it once, are not measured.
                - **Text encoder and autoencoder** are in the coefficient of the arithmetic.
                - **Networks of convolutions** (SDXL) are not covered.
                - **Another GPU** is as the H100 per watt of its peak, with a range of at least 0.6 to 2.0; both are assumed. The B200 takes more than
                  its specification promises, with the software that was measured.
                - **Choosing.** The terms were chosen by looking at errors on these same left-out rows, some fifty variants: on other models the errors
                  will be somewhat larger.
                """);
    }
}
