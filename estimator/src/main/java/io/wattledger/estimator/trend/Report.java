package io.wattledger.estimator.trend;

import io.wattledger.estimator.trend.chart.ChartCsv;
import io.wattledger.estimator.trend.chart.SvgChart;
import io.wattledger.estimator.trend.chart.Xml;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Trends as files: charts, the numbers behind them, the summary, and a page with all. */
public final class Report {

    private static final MathContext DIGITS = new MathContext(6);

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>Compute and energy of inference over the years</title>
            <style>
            :root{color-scheme:light dark}
            body{font-family:sans-serif;line-height:1.5;margin:0 auto;max-width:920px;padding:24px;background:#f4f6f8;color:#1f2933}
            h1{font-size:26px}
            figure{margin:32px 0}
            figure svg{width:100%;height:auto}
            figcaption{margin:8px 4px}
            a{color:#0072B2}
            .table{overflow-x:auto}
            table{border-collapse:collapse;font-size:14px}
            th,td{padding:4px 10px;text-align:left;border-bottom:1px solid #d3dae3}
            td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
            @media (prefers-color-scheme:dark){
            body{background:#0d1117;color:#e6edf3}
            a{color:#56B4E9}
            th,td{border-color:#36404b}
            }
            </style>
            </head>
            <body>
            <h1>Compute and energy of inference over the years</h1>
            <p>Trends are least squares of the logarithm on the date. The joules of a model are its FLOPs divided by the FLOPS per watt of its release date: optimistic, and comparable over the years. Tables and method: Desislavov, Compute and energy consumption trends in deep learning inference, 2021.</p>
            """;

    private Report() {}

    /** All files by name. The same trends give the same bytes. */
    public static Map<String, String> files(Trends trends) {
        Map<String, String> files = new TreeMap<>();
        for (Figure figure : trends.figures()) {
            files.put(figure.chart().name() + ".svg", SvgChart.of(figure.chart()));
            files.put(figure.chart().name() + ".csv", ChartCsv.of(figure.chart()));
        }
        files.put("summary.csv", summary(trends.growths()));
        files.put("index.html", page(trends));
        return files;
    }

    private static String summary(List<Growth> growths) {
        StringBuilder csv = new StringBuilder(ChartCsv.line(List.of(
                "series",
                "domain",
                "quantity",
                "growth_per_year",
                "doubling_months",
                "r_squared",
                "count",
                "from",
                "to")));
        growths.forEach(growth -> csv.append(ChartCsv.line(List.of(
                growth.name(),
                growth.domain().label(),
                growth.quantity(),
                number(growth.perYear()),
                number(growth.doublingMonths()),
                number(growth.rSquared()),
                Integer.toString(growth.points().size()),
                growth.from().map(LocalDate::toString).orElse(""),
                growth.to().map(LocalDate::toString).orElse("")))));
        return csv.toString();
    }

    private static String number(OptionalDouble value) {
        return value.isPresent()
                ? new BigDecimal(value.getAsDouble()).round(DIGITS).toPlainString()
                : "";
    }

    private static String page(Trends trends) {
        StringBuilder html = new StringBuilder(PAGE);
        for (Figure figure : trends.figures()) {
            html.append("<figure>\n")
                    .append(SvgChart.of(figure.chart()))
                    .append("<figcaption>%s <a href=\"%s.csv\">Numbers</a></figcaption>\n</figure>\n"
                            .formatted(
                                    Xml.escape(figure.sentence()),
                                    Xml.escape(figure.chart().name())));
        }
        html.append(
                "<h2>Growth of each series</h2>\n<div class=\"table\">\n<table>\n<tr><th>series</th><th>domain</th><th>quantity</th>"
                        + "<th class=\"number\">growth per year</th><th class=\"number\">doubling, months</th>"
                        + "<th class=\"number\">R²</th><th class=\"number\">count</th><th>from</th><th>to</th></tr>\n");
        trends.growths()
                .forEach(growth ->
                        html.append("<tr><td>%s</td><td>%s</td><td>%s</td>%s%s%s%s<td>%s</td><td>%s</td></tr>\n"
                                .formatted(
                                        Xml.escape(growth.name()),
                                        growth.domain().label(),
                                        Xml.escape(growth.quantity()),
                                        cell(growth.perYear(), "×%.2f"),
                                        cell(growth.doublingMonths(), "%.1f"),
                                        cell(growth.rSquared(), "%.2f"),
                                        "<td class=\"number\">%d</td>"
                                                .formatted(growth.points().size()),
                                        growth.from().map(LocalDate::toString).orElse("–"),
                                        growth.to().map(LocalDate::toString).orElse("–"))));
        return html.append("</table>\n</div>\n</body>\n</html>\n").toString();
    }

    private static String cell(OptionalDouble value, String format) {
        return "<td class=\"number\">%s</td>"
                .formatted(value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "–");
    }
}
