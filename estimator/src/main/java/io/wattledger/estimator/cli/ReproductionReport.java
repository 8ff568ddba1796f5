package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.reproduce.Document;
import io.wattledger.estimator.reproduce.Figure;
import io.wattledger.estimator.reproduce.MarkdownPage;
import io.wattledger.estimator.reproduce.Reproduction;
import io.wattledger.estimator.reproduce.Verdict;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the command {@code reproduce} prints. Counts are of all figures, also where only some are shown. */
final class ReproductionReport {

    private ReproductionReport() {}

    static void print(Reproduction checked, Predicate<Figure> shown, PrintWriter out) {
        for (Document document : Document.values()) {
            Reproduction own = checked.only(figure -> figure.document() == document && shown.test(figure));
            if (own.figures().isEmpty()) {
                continue;
            }
            out.printf("%s. %s%n%n", document, document.title());
            MarkdownPage.tables(own).forEach((table, figures) -> print(table, figures, out));
        }
        out.println(checked.counts());
    }

    private static void print(String table, List<Figure> figures, PrintWriter out) {
        out.println(table);
        Columns columns = new Columns("row", "quantity", "unit", "published", "computed", "difference", "verdict");
        for (Figure figure : figures) {
            columns.row(
                    figure.row(),
                    figure.quantity(),
                    figure.unit(),
                    figure.publishedText(),
                    figure.computedText(),
                    MarkdownPage.percent(figure.relativeDifference()),
                    figure.verdict().label() + (figure.asExpected() ? "" : ", unexpected"));
        }
        columns.print(out);
        figures.stream()
                .filter(figure -> !figure.reason().isEmpty())
                .collect(Collectors.groupingBy(
                        Figure::reason, LinkedHashMap::new, Collectors.mapping(Figure::row, Collectors.toList())))
                .forEach((reason, rows) ->
                        out.printf("  %s: %s%n", rows.stream().distinct().collect(Collectors.joining("; ")), reason));
        out.println();
    }

    /** The exit code; says of every unexpected verdict what it means. */
    static int conclude(Reproduction checked, String command, PrintWriter err) {
        for (Figure figure : checked.unexpected()) {
            err.printf(
                    "%s: document %s, %s, %s, %s: expected to be %s, but %s is published and %s computed; %s%n",
                    command,
                    figure.document(),
                    figure.table(),
                    figure.row(),
                    figure.quantity(),
                    figure.expected().label(),
                    figure.publishedText(),
                    figure.computedText(),
                    figure.verdict() == Verdict.REPRODUCED
                            ? "its reason is stale: " + figure.reason()
                            : "a formula or a table of the estimator has changed");
        }
        err.flush();
        return checked.ok() ? 0 : Failures.FAILED;
    }

    static ObjectNode json(Reproduction checked, Predicate<Figure> shown) {
        ObjectNode json = Json.object();
        ArrayNode figures = json.putArray("figures");
        checked.figures().stream().filter(shown).forEach(figure -> figures.add(json(figure)));
        return json.put("reproduced", checked.count(Verdict.REPRODUCED))
                .put("notReproduced", checked.count(Verdict.NOT_REPRODUCED))
                .put("notChecked", checked.count(Verdict.NOT_CHECKED))
                .put("ok", checked.ok());
    }

    private static ObjectNode json(Figure figure) {
        ObjectNode json = Json.object()
                .put("document", figure.document().name())
                .put("table", figure.table())
                .put("row", figure.row())
                .put("quantity", figure.quantity())
                .put("unit", figure.unit())
                .put("published", figure.published().isPresent() ? figure.publishedText() : null);
        put(json, "publishedValue", publishedValue(figure));
        put(json, "computed", figure.computed());
        put(json, "difference", figure.difference());
        put(json, "relativeDifference", figure.relativeDifference());
        return json.put("verdict", label(figure.verdict()))
                .put("expected", label(figure.expected()))
                .put("reason", figure.reason())
                .put("method", figure.method())
                .put("tolerance", figure.tolerance().absolute())
                .put("toleranceBasis", figure.tolerance().basis())
                .put("source", figure.document().source());
    }

    private static OptionalDouble publishedValue(Figure figure) {
        return figure.published()
                .map(printed -> OptionalDouble.of(printed.value()))
                .orElse(OptionalDouble.empty());
    }

    private static String label(Verdict verdict) {
        return verdict.label().replace(' ', '-');
    }

    /** A number, or null where there is none. */
    private static void put(ObjectNode json, String name, OptionalDouble value) {
        if (value.isPresent()) {
            json.put(name, value.getAsDouble());
        } else {
            json.putNull(name);
        }
    }
}
