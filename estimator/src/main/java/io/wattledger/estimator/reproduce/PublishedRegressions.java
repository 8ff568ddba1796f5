package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.method.Regression;
import io.wattledger.estimator.method.Regression.Variable;
import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.ArrayList;
import java.util.List;

/** Tables 3 to 5 of document D: intervals from estimates and standard errors, and what the text quotes. */
final class PublishedRegressions {

    /** Half a 95 % interval in standard errors: Student's t from 1.960, of very many observations, to 1.968, of 300. */
    private static final double STUDENT_95_PERCENT = 1.964;

    private static final double STUDENT_SLACK = 0.004;

    /** A line of a table: standard error and ends of the interval, as printed. */
    private record Line(Variable variable, String error, String low, String high) {}

    private static final List<Line> TABLE_3 = List.of(
            new Line(Variable.CONSTANT, "0.672", "22.579", "25.214"),
            new Line(Variable.PROJECTIONS, "0.011", "0.087", "0.131"),
            new Line(Variable.ATTENTION_SCORES, "0.006", "0.463", "0.486"),
            new Line(Variable.ATTENTION_OUTPUT, "0.036", "-0.173", "-0.033"));

    private static final List<Line> TABLE_4 = List.of(
            new Line(Variable.CONSTANT, "0.015", "0.330", "0.391"),
            new Line(Variable.GATES, "0.196", "-1.596", "-0.823"),
            new Line(Variable.HIDDEN_UPDATE, "410.269", "3234.431", "4848.705"));

    private static final List<Line> TABLE_5 = List.of(
            new Line(Variable.CONSTANT, "0.013", "0.197", "0.248"),
            new Line(Variable.GATES, "0.436", "-12.450", "-10.736"),
            new Line(Variable.HIDDEN_UPDATE, "741.694", "2.24e4", "2.53e4"),
            new Line(Variable.TERA_FLOPS, "0.003", "-0.123", "-0.113"),
            new Line(Variable.MILLION_PARAMETERS, "0.003", "0.112", "0.123"));

    private PublishedRegressions() {}

    static List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.addAll(intervals(Regression.TRANSFORMER_TABLE_3, TABLE_3));
        figures.addAll(intervals(Regression.RECURRENT_TABLE_4, TABLE_4));
        figures.addAll(intervals(Regression.RECURRENT_TABLE_5, TABLE_5));
        figures.addAll(text());
        return figures;
    }

    private static List<Figure> intervals(Regression regression, List<Line> lines) {
        Place table = new Place(Document.D, regression.table());
        List<Figure> figures = new ArrayList<>();
        for (Line line : lines) {
            figures.add(end(table, regression, line, "lower end of the interval", line.low(), -1));
            figures.add(end(table, regression, line, "upper end of the interval", line.high(), 1));
        }
        return figures;
    }

    private static Figure end(
            Place table, Regression regression, Line line, String quantity, String printed, int direction) {
        Published error = new Published(line.error());
        return table.figure(
                        line.variable().label(),
                        quantity,
                        "",
                        printed,
                        estimate(regression, line.variable()) + direction * STUDENT_95_PERCENT * error.value(),
                        "estimate %s 1.964 standard errors".formatted(direction < 0 ? "−" : "+"))
                .withinInputs(
                        STUDENT_95_PERCENT * error.unit() / 2 + STUDENT_SLACK * error.value(),
                        "the standard error, and 1.960 to 1.968 of them (300 observations or more)")
                .holds();
    }

    private static List<Figure> text() {
        Place section = new Place(Document.D, "section 4.3");
        String perUnit = "Wh per unit";
        return List.of(
                quoted(section, "gates, table 4", perUnit, "-1.21", Regression.RECURRENT_TABLE_4, Variable.GATES),
                quoted(
                        section,
                        "hidden update, table 4",
                        perUnit,
                        "4041.57",
                        Regression.RECURRENT_TABLE_4,
                        Variable.HIDDEN_UPDATE),
                quoted(section, "gates, table 5", perUnit, "-11.59", Regression.RECURRENT_TABLE_5, Variable.GATES),
                quoted(
                        section,
                        "hidden update, table 5",
                        perUnit,
                        "23,810",
                        Regression.RECURRENT_TABLE_5,
                        Variable.HIDDEN_UPDATE));
    }

    private static Figure quoted(
            Place section, String row, String unit, String printed, Regression regression, Variable variable) {
        return section.figure(
                        row, "coefficient in the text", unit, printed, estimate(regression, variable), "the table")
                .holds();
    }

    static double estimate(Regression regression, Variable variable) {
        return regression.terms().stream()
                .filter(term -> term.variable() == variable)
                .findFirst()
                .orElseThrow()
                .estimate();
    }
}
