package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.Flops;
import io.wattledger.estimator.method.EfficiencyLaw;
import io.wattledger.estimator.method.EfficiencyLaws;
import io.wattledger.estimator.method.EfficiencyLaws.Part;
import io.wattledger.estimator.method.Regression;
import io.wattledger.estimator.method.Regression.Variable;
import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Table 8 and equation 16 of document D: efficiency, time and energy of the two models. */
final class ExampleTimes {

    private static final Place TABLE_8 = new Place(Document.D, "table 8");
    private static final Place EQUATION_16 = new Place(Document.D, "equation 16");
    private static final Place SECTION = new Place(Document.D, "section 5.2");
    private static final double TERA = 1e12;
    private static final double MEGA = 1e6;
    private static final double PERCENT = 100;
    private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;
    private static final EfficiencyLaws LAWS = EfficiencyLaws.A100_TABLE_7;

    /**
     * A row of table 8.
     *
     * @param flops in table 6, summed where it has no total
     * @param teraFlops as printed, like the rest
     * @param perSecond units of time in a second that bring the times near the printed digits
     * @param timeFails why they still differ; empty where they do not
     */
    private record Row(
            String model,
            Part part,
            double flops,
            String teraFlops,
            String percent,
            String time,
            double perSecond,
            String timeFails) {

        String title() {
            return "model %s, %s".formatted(model, part.label());
        }

        String unit() {
            return perSecond == PROJECTION_UNITS ? "1e-4 s" : "ms";
        }

        Flops printedFlops() {
            return new Flops(TERA * new Published(teraFlops).value());
        }
    }

    /** Times of projections have the digits of 1e-4 s, those of attention of milliseconds. */
    private static final double PROJECTION_UNITS = 1e4;

    private static final double ATTENTION_UNITS = 1e3;
    private static final String SCORES = "in any unit";

    private static final List<Row> ROWS = List.of(
            new Row("A", Part.PROJECTIONS, 6.44e10 + 4.30e10, "0.1074", "35.45", "19.4", PROJECTION_UNITS, ""),
            new Row("A", Part.ATTENTION_SCORES, 6.74e9, "0.00674", "5.15", "0.76", ATTENTION_UNITS, SCORES),
            new Row("A", Part.ATTENTION_OUTPUT, 6.74e9, "0.00674", "6.68", "0.64", ATTENTION_UNITS, ""),
            new Row("B", Part.PROJECTIONS, 3.43e11 + 2.29e11, "0.572", "57.65", "63.6", PROJECTION_UNITS, ""),
            new Row("B", Part.ATTENTION_SCORES, 2.69e10, "0.0269", "11.98", "1.23", ATTENTION_UNITS, SCORES),
            new Row("B", Part.ATTENTION_OUTPUT, 2.69e10, "0.0269", "15.37", "1.12", ATTENTION_UNITS, ""));

    private ExampleTimes() {}

    static List<Figure> table8() {
        List<Figure> figures = new ArrayList<>();
        ROWS.forEach(row -> figures.add(operations(row)));
        ROWS.forEach(row -> figures.add(efficiency(row)));
        ROWS.forEach(row -> figures.add(time(row)));
        ROWS.forEach(row -> figures.add(timeOfPrintedEfficiency(row)));
        return figures;
    }

    static List<Figure> energies() {
        double a = joules(19.4, 0.76, 0.64);
        double b = joules(63.6, 1.23, 1.12);
        String printedTimes = "coefficients of table 3, times as table 8 prints them";
        return List.of(
                EQUATION_16
                        .figure("model A", "energy", "J", "26.30", a, printedTimes)
                        .holds(),
                EQUATION_16
                        .figure("model B", "energy", "J", "31.28", b, printedTimes)
                        .fails("31.29 from the same numbers"),
                ownEnergy("A", "26.30"),
                ownEnergy("B", "31.28"),
                SECTION.figure("model B over A", "energy", "%", "19", PERCENT * (b / a - 1), printedTimes)
                        .holds(),
                SECTION.figure(
                                "model B over A, a million epochs",
                                "energy, \"more than\"",
                                "kWh",
                                "1.3",
                                MEGA * (b - a) / JOULES_PER_KILOWATT_HOUR,
                                printedTimes)
                        .withinOneUnit("1.385 is more than 1.3")
                        .holds());
    }

    private static Figure operations(Row row) {
        return TABLE_8.figure(
                        row.title(), "operations", "TFLOP", row.teraFlops(), row.flops() / TERA, "table 6, as printed")
                .holds();
    }

    private static Figure efficiency(Row row) {
        return TABLE_8.figure(
                        row.title(),
                        "efficiency",
                        "%",
                        row.percent(),
                        law(LAWS, row.part()).percent(row.printedFlops()),
                        "equation 4 with table 7")
                .fails(String.format(
                        Locale.ROOT,
                        "not what the document's own law gives, with table 7 or with table 1 (%.2f)",
                        law(EfficiencyLaws.A100_TABLES_1_AND_2, row.part()).percent(row.printedFlops())));
    }

    private static Figure time(Row row) {
        return TABLE_8.figure(
                        row.title(), "time", "1e6 s", row.time(), seconds(row) / MEGA, "equations 3 and 4 with table 7")
                .fails(String.format(
                        Locale.ROOT, "\"mega-seconds\" cannot be: by equation 3 it is %.3f ms", 1e3 * seconds(row)));
    }

    /** What the printed times would be in, if anything. */
    private static Figure timeOfPrintedEfficiency(Row row) {
        double percent = new Published(row.percent()).value();
        double seconds = row.printedFlops().value() / (LAWS.peakFlopPerSecond() * percent / PERCENT);
        Claim claim = TABLE_8.figure(
                row.title(),
                "time from the printed efficiency",
                row.unit(),
                row.time(),
                row.perSecond() * seconds,
                "equation 3");
        if (row.timeFails().isEmpty()) {
            return claim.withinOneUnit("cut off instead of rounded").holds();
        }
        return claim.fails("the time does not follow from the efficiency beside it " + row.timeFails());
    }

    private static Figure ownEnergy(String model, String printed) {
        return EQUATION_16
                .figure(
                        "model " + model,
                        "energy, from FLOPs on",
                        "J",
                        printed,
                        joules(
                                units(model, Part.PROJECTIONS),
                                units(model, Part.ATTENTION_SCORES),
                                units(model, Part.ATTENTION_OUTPUT)),
                        "equations 4 and 3 with table 7, times in the units that fit table 8, coefficients of table 3")
                .fails("the efficiencies of table 8 do not follow, so the energy does not");
    }

    private static double units(String model, Part part) {
        Row row = ROWS.stream()
                .filter(each -> each.model().equals(model) && each.part() == part)
                .findFirst()
                .orElseThrow();
        return row.perSecond() * seconds(row);
    }

    private static double seconds(Row row) {
        return law(LAWS, row.part()).seconds(row.printedFlops(), LAWS.peakFlopPerSecond());
    }

    private static double joules(double projections, double scores, double output) {
        Regression regression = Regression.TRANSFORMER_TABLE_3;
        return PublishedRegressions.estimate(regression, Variable.CONSTANT)
                + PublishedRegressions.estimate(regression, Variable.PROJECTIONS) * projections
                + PublishedRegressions.estimate(regression, Variable.ATTENTION_SCORES) * scores
                + PublishedRegressions.estimate(regression, Variable.ATTENTION_OUTPUT) * output;
    }

    static EfficiencyLaw law(EfficiencyLaws laws, Part part) {
        EfficiencyLaw law = laws.laws().get(part);
        if (law == null) {
            throw new IllegalStateException("%s have no law for %s".formatted(laws.source(), part.label()));
        }
        return law;
    }
}
