package io.wattledger.estimator.cli;

import io.wattledger.estimator.cli.fit.Accuracy;
import io.wattledger.estimator.cli.fit.LeftOut;
import io.wattledger.estimator.cli.fit.LeftOut.Group;
import io.wattledger.estimator.cli.fit.PublishedFormula;
import io.wattledger.estimator.cli.fit.ServingRow;
import io.wattledger.estimator.cli.fit.ServingValidation;
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

/** What a calibration of served language models is worth: its part of the page. */
final class ServingSections {

    private static final double MOST_MEDIAN_ERROR = 20;
    private static final double MOST_DENSE_ERROR = 10;
    private static final double LEAST_WITHIN_TWO = 90;
    private static final double LEAST_COVERAGE = 85;
    private static final double MOST_COVERAGE = 95;
    private static final double MOST_UNSEEN_GPU_ERROR = 30;

    private static final double[] BATCHES = {0, 16, 64, 256, 1024, Double.POSITIVE_INFINITY};

    private final Calibration calibration;
    private final ServingCalibration fitted;
    private final AccuracyText page;

    private ServingSections(Calibration calibration, AccuracyText page) {
        this.calibration = calibration;
        this.fitted = calibration.entry().orElseThrow().calibration();
        this.page = page;
    }

    /** @throws java.util.NoSuchElementException if the rows gave no range */
    static void write(Calibration calibration, AccuracyText page) {
        new ServingSections(calibration, page).write();
    }

    private void write() {
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
        page.section("What is assumed, and what is not known");
        page.text(ServingProse.LIMITS);
        page.end();
    }

    private void begin() {
        page.part("Language models: energy of a token");
        page.text(ServingProse.BEGIN);
        page.text("Fitted for %s.\n\n".formatted(calibration.stack()));
        page.table("file", "stack", "rows", "energy over this stack's");
        for (Measurements.Source source : calibration.measurements().sources()) {
            page.row(
                    "`" + source.name() + "`",
                    source.stack(),
                    Integer.toString(source.rows()),
                    FitOptions.number(calibration.fitted().factors().getOrDefault(source.stack(), 1.0)));
        }
        page.end();
    }

    private void goals(LeftOut families, LeftOut gpus) {
        page.section("Goals");
        page.table("goal", "known shape", "derived shape", "");
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
                ServingSections::dense,
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
        page.row(
                "… 85 to 95 % in the 90 % range",
                AccuracyText.percent(known),
                AccuracyText.percent(derived),
                AccuracyText.met(inGoal(known) && inGoal(derived)));
        goal(
                "B200, which no row was of: median error at most 30 %",
                gpus.known(),
                gpus.derived(),
                row -> row.serving().gpu().name().startsWith("b200"),
                Accuracy::medianAbsolutePercentageError,
                value -> value <= MOST_UNSEEN_GPU_ERROR);
        page.text(ServingProse.SHAPES);
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
        page.row(
                goal,
                AccuracyText.percent(ofKnown),
                AccuracyText.percent(ofDerived),
                AccuracyText.met(reached.test(ofKnown) && reached.test(ofDerived)));
    }

    private static boolean dense(ServingRow row) {
        return row.family().endsWith(" dense");
    }

    private static List<Prediction> some(List<Prediction> predictions, Predicate<ServingRow> of) {
        return predictions.stream().filter(each -> of.test(each.row())).toList();
    }

    private void leftOut() {
        page.section("What was left out");
        page.table("left out", "shape", "rows", "median error", "within 2×", "bias", "in the 90 % range");
        for (LeftOut left : calibration.validations()) {
            for (boolean derived : new boolean[] {false, true}) {
                Accuracy accuracy = ServingValidation.accuracy(derived ? left.derived() : left.known());
                page.row(
                        "one " + left.group().label(),
                        derived ? "derived" : "known",
                        Integer.toString(accuracy.rows()),
                        AccuracyText.percent(accuracy.medianAbsolutePercentageError()),
                        AccuracyText.percent(accuracy.withinTwo()),
                        AccuracyText.number(accuracy.bias()),
                        AccuracyText.percent(CalibrationReport.coverage(calibration, left, derived)
                                .orElseThrow()));
            }
        }
        page.text(ServingProse.LEFT_OUT);
    }

    private void groups(String title, LeftOut left, Function<ServingRow, String> group) {
        page.section(title);
        page.table("", "rows", "median error", "within 2×", "bias", "median error, derived shape");
        Map<String, List<Prediction>> known = left.known().stream()
                .collect(Collectors.groupingBy(each -> group.apply(each.row()), TreeMap::new, Collectors.toList()));
        Map<String, List<Prediction>> derived =
                left.derived().stream().collect(Collectors.groupingBy(each -> group.apply(each.row())));
        known.forEach((name, predictions) -> {
            Accuracy accuracy = ServingValidation.accuracy(predictions);
            page.row(
                    name,
                    Integer.toString(accuracy.rows()),
                    AccuracyText.percent(accuracy.medianAbsolutePercentageError()),
                    AccuracyText.percent(accuracy.withinTwo()),
                    AccuracyText.number(accuracy.bias()),
                    AccuracyText.percent(ServingValidation.accuracy(derived.getOrDefault(name, List.of()))
                            .medianAbsolutePercentageError()));
        });
        page.end();
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
        page.section("Other formulas on the same rows");
        page.table("formula", "rows", "median error", "within 2×", "bias");
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
        page.text(ServingProse.OTHERS);
    }

    private void other(String title, List<Prediction> predictions) {
        Accuracy accuracy = ServingValidation.accuracy(predictions);
        page.row(
                title,
                Integer.toString(accuracy.rows()),
                AccuracyText.percent(accuracy.medianAbsolutePercentageError()),
                AccuracyText.percent(accuracy.withinTwo()),
                AccuracyText.number(accuracy.bias()));
    }

    private void coefficients() {
        page.section("Coefficients");
        page.table("term", "coefficient", "of");
        for (ServingTerm term : ServingTerm.values()) {
            page.row(
                    term.label(),
                    FitOptions.number(fitted.coefficients().getOrDefault(term, 0.0)),
                    CalibrationReport.meaning(term));
        }
        page.text(String.format(
                Locale.ROOT,
                "%nThe 90 %% range of an unseen family is %.2f to %.2f of the central value where the shape is known, %.2f to %.2f where it is derived.%n%n",
                fitted.known().low(),
                fitted.known().high(),
                fitted.derived().low(),
                fitted.derived().high()));
    }
}
