package io.wattledger.estimator.cli;

import io.wattledger.estimator.cli.fit.LeftOut;
import io.wattledger.estimator.cli.fit.LeftOut.Group;
import io.wattledger.estimator.cli.fit.PublishedFormula;
import io.wattledger.estimator.cli.fit.ServingRow;
import io.wattledger.estimator.cli.fit.ServingValidation;
import io.wattledger.estimator.cli.fit.ServingValidation.Accuracy;
import io.wattledger.estimator.cli.fit.ServingValidation.Prediction;
import io.wattledger.estimator.serving.ServingCalibration;
import io.wattledger.estimator.serving.ServingTerm;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The page about what the calibration is worth, made of nothing but the measurements. */
final class AccuracyPage {

    private static final double MOST_MEDIAN_ERROR = 20;
    private static final double MOST_DENSE_ERROR = 10;
    private static final double LEAST_WITHIN_TWO = 90;
    private static final double LEAST_COVERAGE = 85;
    private static final double MOST_COVERAGE = 95;
    private static final double MOST_UNSEEN_GPU_ERROR = 30;

    private static final double[] BATCHES = {0, 16, 64, 256, 1024, Double.POSITIVE_INFINITY};

    private final Calibration calibration;
    private final ServingCalibration fitted;
    private final StringBuilder page = new StringBuilder();

    private AccuracyPage(Calibration calibration) {
        this.calibration = calibration;
        this.fitted = calibration.entry().orElseThrow().calibration();
    }

    /** @throws java.util.NoSuchElementException if the rows gave no range */
    static String markdown(Calibration calibration) {
        return new AccuracyPage(calibration).make();
    }

    private String make() {
        LeftOut families = Objects.requireNonNull(calibration.leftOut().get(Group.FAMILY));
        LeftOut gpus = Objects.requireNonNull(calibration.leftOut().get(Group.GPU));
        begin();
        goals(families, gpus);
        leftOut();
        groups("By family, which was left out", families, row -> row.family());
        groups("By GPU, the family left out", families, row -> row.serving()
                .gpu()
                .name());
        groups("By GPU, which was left out", gpus, row -> row.serving().gpu().name());
        groups(
                "By weights, the family left out",
                families,
                row -> row.serving().model().format().label() + " "
                        + row.serving().model().architecture().label());
        groups(
                "By mean batch, the family left out",
                families,
                row -> batch(row.serving().batchSize()));
        groups("By task, the family left out", families, ServingRow::task);
        others(families);
        coefficients();
        end();
        return page.toString();
    }

    private void begin() {
        page.append("""
                # How near the estimates of language models come

                `wattledger calibrate --report` makes this page from measurements of others, which are not part of this project: the files
                `ml_energy_v3_llm.csv` and `ml_energy_v2_llm.csv` of the ML.ENERGY Benchmark (Apache-2.0,
                https://github.com/ml-energy/leaderboard), found through `WATTLEDGER_REFERENCE_DATA`. What counts is the error on models that
                the fit has not seen, so each figure is of rows that were left out. An error is |predicted ÷ measured − 1| of the energy of an
                output token at the accelerators, prefill included.

                """);
        page.append("Fitted for ").append(calibration.stack()).append(".\n\n");
        table("file", "stack", "rows", "energy over this stack's");
        for (Measurements.Source source : calibration.measurements().sources()) {
            row(
                    "`" + source.name() + "`",
                    source.stack(),
                    Integer.toString(source.rows()),
                    FitOptions.number(calibration.fitted().factors().getOrDefault(source.stack(), 1.0)));
        }
        page.append('\n');
    }

    private void goals(LeftOut families, LeftOut gpus) {
        section("Goals");
        table("goal", "known shape", "derived shape", "");
        goal(
                "one family left out: median error at most 20 %",
                families.known(),
                families.derived(),
                all -> true,
                Accuracy::medianAbsolutePercentageError,
                value -> value <= MOST_MEDIAN_ERROR);
        goal(
                "… of dense models at most 10 %",
                families.known(),
                families.derived(),
                AccuracyPage::dense,
                Accuracy::medianAbsolutePercentageError,
                value -> value <= MOST_DENSE_ERROR);
        goal(
                "… at least 90 % within a factor of 2",
                families.known(),
                families.derived(),
                all -> true,
                Accuracy::withinTwo,
                value -> value >= LEAST_WITHIN_TWO);
        double known = ServingValidation.share(calibration.knownCoverage());
        double derived = ServingValidation.share(calibration.derivedCoverage());
        row("… 85 to 95 % in the 90 % range", percent(known), percent(derived), met(inGoal(known) && inGoal(derived)));
        goal(
                "B200, which no row was of: median error at most 30 %",
                gpus.known(),
                gpus.derived(),
                row -> row.serving().gpu().name().startsWith("b200"),
                Accuracy::medianAbsolutePercentageError,
                value -> value <= MOST_UNSEEN_GPU_ERROR);
        page.append("""

                *Known shape:* layers, heads and experts are those of the model's configuration. *Derived shape:* only the total and the active
                parameters are known, and the rest is assumed from them. A *family* is a series and an architecture, such as the mixtures of
                experts of Qwen3.

                """);
    }

    private static boolean inGoal(double coverage) {
        return coverage >= LEAST_COVERAGE && coverage <= MOST_COVERAGE;
    }

    private void goal(
            String goal,
            List<Prediction> known,
            List<Prediction> derived,
            Predicate<ServingRow> of,
            Function<Accuracy, Double> value,
            Predicate<Double> reached) {
        double ofKnown = value.apply(ServingValidation.accuracy(some(known, of)));
        double ofDerived = value.apply(ServingValidation.accuracy(some(derived, of)));
        row(goal, percent(ofKnown), percent(ofDerived), met(reached.test(ofKnown) && reached.test(ofDerived)));
    }

    private static String met(boolean met) {
        return met ? "met" : "**missed**";
    }

    private static boolean dense(ServingRow row) {
        return row.family().endsWith(" dense");
    }

    private static List<Prediction> some(List<Prediction> predictions, Predicate<ServingRow> of) {
        return predictions.stream().filter(each -> of.test(each.row())).toList();
    }

    private void leftOut() {
        section("What was left out");
        table("left out", "shape", "rows", "median error", "within 2×", "bias", "in the 90 % range");
        for (LeftOut left : calibration.validations()) {
            for (boolean derived : new boolean[] {false, true}) {
                Accuracy accuracy = ServingValidation.accuracy(derived ? left.derived() : left.known());
                row(
                        "one " + left.group().label(),
                        derived ? "derived" : "known",
                        Integer.toString(accuracy.rows()),
                        percent(accuracy.medianAbsolutePercentageError()),
                        percent(accuracy.withinTwo()),
                        number(accuracy.bias()),
                        percent(CalibrationReport.coverage(calibration, left, derived)
                                .orElseThrow()));
            }
        }
        page.append("""

                For families the range is the one that the other families gave; for the rest it is that of the calibration, which has seen
                these rows, so its share is no proof. Bias is the geometric mean of predicted over measured.

                """);
    }

    private void groups(String title, LeftOut left, Function<ServingRow, String> group) {
        section(title);
        table("", "rows", "median error", "within 2×", "bias", "median error, derived shape");
        Map<String, List<Prediction>> known = left.known().stream()
                .collect(Collectors.groupingBy(each -> group.apply(each.row()), TreeMap::new, Collectors.toList()));
        Map<String, List<Prediction>> derived =
                left.derived().stream().collect(Collectors.groupingBy(each -> group.apply(each.row())));
        known.forEach((name, predictions) -> {
            Accuracy accuracy = ServingValidation.accuracy(predictions);
            row(
                    name,
                    Integer.toString(accuracy.rows()),
                    percent(accuracy.medianAbsolutePercentageError()),
                    percent(accuracy.withinTwo()),
                    number(accuracy.bias()),
                    percent(ServingValidation.accuracy(derived.getOrDefault(name, List.of()))
                            .medianAbsolutePercentageError()));
        });
        page.append('\n');
    }

    private static String batch(double batch) {
        for (int i = 1; i < BATCHES.length; i++) {
            if (batch < BATCHES[i]) {
                return Double.isInfinite(BATCHES[i])
                        ? String.format(Locale.ROOT, "%4.0f and more", BATCHES[i - 1])
                        : String.format(Locale.ROOT, "%4.0f to %.0f", BATCHES[i - 1], BATCHES[i]);
            }
        }
        throw new IllegalArgumentException("batch " + batch);
    }

    private void others(LeftOut families) {
        section("Other formulas on the same rows");
        table("formula", "rows", "median error", "within 2×", "bias");
        other("roofline in serving, family left out, known shape", families.known());
        other("roofline in serving, family left out, derived shape", families.derived());
        for (PublishedFormula formula : PublishedFormula.values()) {
            other(
                    formula.title(),
                    families.known().stream()
                            .map(each -> new Prediction(
                                    each.row(),
                                    formula.joulesPerOutputToken(each.row().serving())))
                            .toList());
        }
        double[] sorted = families.known().stream()
                .mapToDouble(each -> each.row().joulesPerOutputToken())
                .sorted()
                .toArray();
        double median = sorted[sorted.length / 2];
        other(
                "one fixed figure, the median of these rows (%s J)".formatted(FitOptions.number(median)),
                families.known().stream()
                        .map(each -> new Prediction(each.row(), median))
                        .toList());
        page.append("""

                EcoLogits knows the parameters of a model and no GPU, no batch and no length; its energy is of H100s at a batch of 64. FLOPs per watt
                is 2 × active parameters over the dense 16-bit peak per watt of the GPU.

                """);
    }

    private void other(String title, List<Prediction> predictions) {
        Accuracy accuracy = ServingValidation.accuracy(predictions);
        row(
                title,
                Integer.toString(accuracy.rows()),
                percent(accuracy.medianAbsolutePercentageError()),
                percent(accuracy.withinTwo()),
                number(accuracy.bias()));
    }

    private void coefficients() {
        section("Coefficients");
        table("term", "coefficient", "of");
        for (ServingTerm term : ServingTerm.values()) {
            row(
                    term.label(),
                    FitOptions.number(fitted.coefficients().getOrDefault(term, 0.0)),
                    CalibrationReport.meaning(term));
        }
        page.append(String.format(
                Locale.ROOT,
                "%nThe 90 %% range of an unseen family is %.2f to %.2f of the central value where the shape is known, %.2f to %.2f where it is derived.%n%n",
                fitted.known().low(),
                fitted.known().high(),
                fitted.derived().low(),
                fitted.derived().high()));
    }

    private void end() {
        page.append("""
                ## What is assumed, and what is not known

                - **Lengths of prompts.** The benchmark's files have none. The chat's mean of 224 tokens is published; those of the other tasks are
                  assumed (`MeasurementFile`), images and videos among them, and video is where the error is largest.
                - **Weights of 8 bits in mixtures of experts** are measured on one model, Qwen3-235B-A22B: kernels of other software or models may
                  take half.
                - **Hybrids** (Mamba, linear attention) are not measured at all. What they read is derived from a few published configurations,
                  and their range is 1.4 times as wide, which is assumed.
                - **Widening** for a GPU that was not measured (1.25), for other makers (1.5) and formats (1.3), and for batches beyond the data is
                  assumed.
                - **The exponents** that relate GPUs by specification rest on three of them.
                - **A batch that nobody knows** is an answer that nobody knows: the range is over those that are plausible, and spans more than a
                  factor of ten.
                - **Choosing.** The terms and constants were chosen by looking at errors on these same left-out rows, a few dozen variants: on models
                  of other developers the errors will be somewhat larger.
                - Some runs on a single B200 waited for the host; nothing that a caller could know tells them apart. They are in the rows.
                """);
    }

    private void section(String title) {
        page.append("## ").append(title).append("\n\n");
    }

    private void table(String... heads) {
        row(heads);
        page.append("| --- ".repeat(heads.length)).append("|\n");
    }

    private void row(String... cells) {
        for (String cell : cells) {
            page.append("| ").append(cell.strip()).append(' ');
        }
        page.append("|\n");
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
