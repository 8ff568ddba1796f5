package io.wattledger.estimator.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The page docs/reproduction.md. */
public final class MarkdownPage {

    private static final String HEAD = """
            # What the source documents print, and what follows

            The estimator's methods come from four documents. This page checks every figure of theirs that can be
            computed: what is printed, what comes out here, and the difference. `wattledger reproduce --markdown` prints
            it; `wattledger reproduce` exits with 1 as soon as a verdict is no longer the one below.

            Operations (FLOPs) count a multiply-add as two, multiply-adds (MACs) as one. A figure is reproduced if the
            computed value rounds to the printed digits, or lies within the tolerance that its row states. Where a
            figure does not follow, a further row may show what gives it instead; each row counts.

            """;

    private static final String NO_PERCENT = "0.00 %";

    private MarkdownPage() {}

    /** The page as text. The same wherever it is made: it takes no data of others, only what the estimator holds. */
    public static String of(Reproduction all) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("**").append(all.counts()).append(".**\n\n");
        summary(all, page);
        for (Document document : Document.values()) {
            Reproduction own = all.only(figure -> figure.document() == document);
            if (!own.figures().isEmpty()) {
                section(document, own, page);
            }
        }
        return page.toString();
    }

    private static void summary(Reproduction all, StringBuilder page) {
        page.append("| document | figures | reproduced | not reproduced | not checked |\n");
        page.append("| --- | ---: | ---: | ---: | ---: |\n");
        for (Document document : Document.values()) {
            Reproduction own = all.only(figure -> figure.document() == document);
            line(
                    page,
                    List.of(
                            "%s. %s".formatted(document, document.title()),
                            Integer.toString(own.figures().size()),
                            Long.toString(own.count(Verdict.REPRODUCED)),
                            Long.toString(own.count(Verdict.NOT_REPRODUCED)),
                            Long.toString(own.count(Verdict.NOT_CHECKED))));
        }
        page.append('\n');
        for (Document document : Document.values()) {
            page.append("**Document %s.** ".formatted(document))
                    .append(document.summary())
                    .append("\n\n");
        }
    }

    private static void section(Document document, Reproduction own, StringBuilder page) {
        page.append("## %s. %s\n\n".formatted(document, document.title()));
        page.append("Source: %s.\n\n".formatted(document.source()));
        tables(own).forEach((table, figures) -> {
            page.append("### %s, %s\n\n".formatted(document, table));
            page.append("| row | quantity | published | computed | difference | verdict | how, and why not |\n");
            page.append("| --- | --- | ---: | ---: | ---: | --- | --- |\n");
            figures.forEach(figure -> line(page, cells(figure)));
            page.append('\n');
        });
    }

    /** Figures by table, tables in the order in which they first come. */
    public static Map<String, List<Figure>> tables(Reproduction own) {
        return own.figures().stream()
                .collect(Collectors.groupingBy(Figure::table, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<String> cells(Figure figure) {
        return List.of(
                figure.row(),
                figure.unit().isEmpty() ? figure.quantity() : "%s, %s".formatted(figure.quantity(), figure.unit()),
                figure.publishedText(),
                figure.computedText(),
                percent(figure.relativeDifference()),
                figure.verdict().label(),
                notes(figure));
    }

    /** A relative difference for people: "+0.31 %"; empty where there is none. */
    public static String percent(OptionalDouble share) {
        if (share.isEmpty()) {
            return "";
        }
        String percent = String.format(Locale.ROOT, "%+.2f %%", 100 * share.getAsDouble());
        return percent.substring(1).equals(NO_PERCENT) ? NO_PERCENT : percent;
    }

    private static String notes(Figure figure) {
        List<String> notes = new ArrayList<>(List.of(figure.method()));
        if (figure.verdict() == Verdict.REPRODUCED && !figure.roundsToPrinted()) {
            notes.add(figure.tolerance().basis());
        }
        if (!figure.reason().isEmpty()) {
            notes.add("**" + figure.reason() + "**");
        }
        return String.join("; ", notes);
    }

    private static void line(StringBuilder page, List<String> cells) {
        page.append("| ")
                .append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")))
                .append(" |\n");
    }
}
