package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.fit.AlphaFlopsFit;
import io.wattledger.estimator.cli.fit.AlphaFlopsFit.Miss;
import io.wattledger.estimator.cli.fit.ConvolutionTiming;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wattledger fit alpha-flops}: β, γ and scale from timings of convolutions. */
@Command(
        name = "alpha-flops",
        description = "Fits β, γ and the scale of alpha-FLOPs to timings of convolutions.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nFile:%n",
        footer = {
            "  H,W,Cin,Cout,K1,K2,time_ms: height, width and channels of the input and output, sides of the kernel,",
            "  milliseconds. One sample, stride 1, \"same\" padding: the output is as large as the input.",
            "",
            "Examples:",
            "  wattledger fit alpha-flops timings.csv",
            "  wattledger fit alpha-flops timings.csv --floor --hardware rtx-4090 --out rtx-4090.yaml"
        })
public final class AlphaFlopsFitCommand implements Callable<Integer> {

    private static final List<NumberTable.Column> COLUMNS = List.of(
            new NumberTable.Column("H", true),
            new NumberTable.Column("W", true),
            new NumberTable.Column("Cin", true),
            new NumberTable.Column("Cout", true),
            new NumberTable.Column("K1", true),
            new NumberTable.Column("K2", true),
            new NumberTable.Column("time_ms", false));

    private static final Map<String, String> LABELS = Map.of(
            "unaryBeta", "β, K = 1",
            "unaryGamma", "γ, K = 1",
            "largerBeta", "β, K > 1",
            "largerGamma", "γ, K > 1",
            "millisPerMegaMac", "scale, ms per 1e6 perceived MACs",
            "floorMillis", "launch floor, ms");

    @Mixin
    private FitOptions options;

    @Option(names = "--floor", description = "Fits a launch floor per layer too; it is 0 otherwise.")
    private boolean floor;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private AlphaFlopsFitCommand() {}

    @Override
    public Integer call() throws IOException {
        return options.run(COLUMNS, this::fit);
    }

    private Map<String, Object> fit(NumberTable table, String source) {
        AlphaFlopsFit fit = AlphaFlopsFit.of(
                table.rows().stream().map(AlphaFlopsFitCommand::timing).toList(), floor);
        if (options.json) {
            Json.print(json(fit, table, source), options.out());
        } else {
            print(fit, source, options.out());
        }
        Map<String, Object> entry = options.provenance(
                CoefficientsFile.ALPHA_FLOPS, source, fit.goodness().rSquared());
        entry.putAll(FitOptions.values(fit.coefficients()));
        return entry;
    }

    private static ConvolutionTiming timing(NumberTable.Row row) {
        return new ConvolutionTiming(
                row.line(),
                row.whole("H"),
                row.whole("W"),
                row.whole("Cin"),
                row.whole("Cout"),
                row.whole("K1"),
                row.whole("K2"),
                row.number("time_ms"));
    }

    private static void print(AlphaFlopsFit fit, String source, PrintWriter out) {
        out.println("alpha-FLOPs fitted to " + source);
        fit.notes().forEach(note -> out.println("note: " + note));
        out.println();
        FitOptions.printCoefficients(fit.coefficients(), LABELS, out);
        out.println();
        new Columns("R², of milliseconds", "")
                .row("this fit", number(fit.goodness().rSquared()))
                .row("published preset", number(fit.presetRSquared()))
                .row("plain FLOPs, scaled", number(fit.plainFlopsRSquared()))
                .print(out);
        out.printf(
                Locale.ROOT,
                "%nMedian absolute error %.1f %%. Furthest off:%n%n",
                fit.goodness().medianAbsolutePercentageError());
        Columns worst = new Columns("line", "layer", "measured ms", "predicted ms", "off by %");
        for (Miss miss : fit.worst()) {
            worst.row(
                    Integer.toString(miss.timing().line()),
                    miss.timing().layer(),
                    FitOptions.number(miss.timing().millis()),
                    FitOptions.number(miss.predictedMillis()),
                    String.format(Locale.ROOT, "%+.1f", miss.errorPercent()));
        }
        worst.print(out);
    }

    private static String number(double rSquared) {
        return String.format(Locale.ROOT, "%.4f", rSquared);
    }

    private ObjectNode json(AlphaFlopsFit fit, NumberTable table, String source) {
        ObjectNode json = Json.object()
                .put("kind", CoefficientsFile.ALPHA_FLOPS)
                .put("hardware", options.hardware())
                .put("source", source)
                .put("rows", fit.rows())
                .put("badRows", table.problems().size())
                .put("rSquared", fit.goodness().rSquared())
                .put("medianAbsolutePercentageError", fit.goodness().medianAbsolutePercentageError())
                .put("presetRSquared", fit.presetRSquared())
                .put("plainFlopsRSquared", fit.plainFlopsRSquared());
        json.putPOJO("coefficients", FitOptions.values(fit.coefficients()));
        json.putPOJO("confidence95", FitOptions.intervals(fit.coefficients()));
        json.putPOJO("heldAtBound", FitOptions.held(fit.coefficients()));
        json.putPOJO("notes", fit.notes());
        var worst = json.putArray("worst");
        for (Miss miss : fit.worst()) {
            worst.addObject()
                    .put("line", miss.timing().line())
                    .put("layer", miss.timing().layer())
                    .put("measuredMillis", miss.timing().millis())
                    .put("predictedMillis", miss.predictedMillis())
                    .put("errorPercent", miss.errorPercent());
        }
        return json;
    }
}
