package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.trend.Growth;
import io.wattledger.estimator.trend.Report;
import io.wattledger.estimator.trend.Trends;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wattledger trends}: growth of operations, energy and efficiency over the years, as a table and as charts. */
@Command(
        name = "trends",
        description = "How operations and energy of models and the efficiency of GPUs grew from 2010 to 2021,"
                + " by the tables of Desislavov (2021): growth per year, charts, and the numbers behind them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger trends                 the growth of each series",
            "  wattledger trends --out trends    charts (SVG), numbers (CSV) and trends/index.html",
            "  wattledger trends --json"
        })
public final class TrendsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes charts, their numbers, summary.csv and index.html into this folder.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Prints the growth of each series as one JSON value.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private TrendsCommand() {}

    @Override
    public Integer call() throws IOException {
        Trends trends = Trends.bundled();
        PrintWriter printed = spec.commandLine().getOut();
        if (out != null) {
            Map<String, String> files = Report.files(trends);
            new OutputFolder(out).write(files);
            if (!json) {
                printed.printf(
                        "%d charts with their numbers, summary.csv and %s%n",
                        trends.figures().size(), out.resolve("index.html"));
            }
        }
        if (json) {
            Json.print(summary(trends), printed);
        } else if (out == null) {
            print(trends, printed);
        }
        printed.flush();
        return 0;
    }

    private static void print(Trends trends, PrintWriter out) {
        Columns table = new Columns(
                "series", "domain", "quantity", "growth a year", "doubling months", "R²", "count", "from", "to");
        for (Growth growth : trends.growths()) {
            table.row(
                    growth.name(),
                    growth.domain().label(),
                    growth.quantity(),
                    text(growth.perYear(), "%.3f"),
                    text(growth.doublingMonths(), "%.1f"),
                    text(growth.rSquared(), "%.3f"),
                    Integer.toString(growth.points().size()),
                    growth.from().map(LocalDate::toString).orElse("–"),
                    growth.to().map(LocalDate::toString).orElse("–"));
        }
        table.print(out);
    }

    private static String text(OptionalDouble value, String format) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "–";
    }

    private static ObjectNode summary(Trends trends) {
        ObjectNode json = Json.object();
        ArrayNode series = json.putArray("series");
        for (Growth growth : trends.growths()) {
            ObjectNode line = series.addObject()
                    .put("name", growth.name())
                    .put("domain", growth.domain().label())
                    .put("quantity", growth.quantity());
            put(line, "growthPerYear", growth.perYear());
            put(line, "doublingMonths", growth.doublingMonths());
            put(line, "rSquared", growth.rSquared());
            line.put("count", growth.points().size());
            line.put("from", growth.from().map(LocalDate::toString).orElse(null));
            line.put("to", growth.to().map(LocalDate::toString).orElse(null));
        }
        return json;
    }

    private static void put(ObjectNode json, String name, OptionalDouble value) {
        if (value.isPresent()) {
            json.put(name, value.getAsDouble());
        } else {
            json.putNull(name);
        }
    }
}
