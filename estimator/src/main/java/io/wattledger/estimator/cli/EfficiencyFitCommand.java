package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.cli.fit.EfficiencyFit;
import io.wattledger.estimator.cli.fit.EfficiencyPair;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wattledger fit efficiency}: η_max, k and α of one operation from FLOPs and seconds. */
@Command(
        name = "efficiency",
        description = "Fits the efficiency law η(c) = η_max (1 − exp(−k c^α)) of one operation to FLOPs and seconds.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nFile:%n",
        footer = {
            "  flops,seconds: floating-point operations (a multiply-add counts as two) and the time they took.",
            "Operations: projections, attention-scores, attention-output, gates, hidden-update, cell-update, activations.",
            "",
            "Examples:",
            "  wattledger fit efficiency pairs.csv --peak-tflops 156",
            "  wattledger fit efficiency pairs.csv --gpu rtx-4090 --precision fp32",
            "  wattledger fit efficiency 2026-11-29-my-gpu-matmul.csv --where precision=bf16 --gpu h100 --precision bf16",
            "  wattledger fit efficiency pairs.csv --peak-tflops 156 --operation gates --hardware a100 --out gates.yaml"
        })
public final class EfficiencyFitCommand implements Callable<Integer> {

    private static final List<NumberTable.Column> COLUMNS =
            List.of(new NumberTable.Column("flops", false), new NumberTable.Column("seconds", false));

    private static final Map<String, String> LABELS =
            Map.of("maxPercent", "η_max, %", "k", "k", "alpha", "α (c in TFLOP)");

    @Mixin
    private FitOptions options;

    @Option(
            names = "--peak-tflops",
            paramLabel = "N",
            description = "Peak of the device at the precision that was measured, 1e12 FLOP/s.")
    private @Nullable Double peak;

    @Option(
            names = "--gpu",
            paramLabel = "NAME",
            description = "Takes the peak from 'wattledger catalogue gpus' instead; needs --precision.")
    private @Nullable String gpu;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "What was measured: fp32, tf32, fp16, bf16, mixed, …")
    private @Nullable String precision;

    @Option(names = "--operation", paramLabel = "NAME", description = "What was measured; --out needs it.")
    private @Nullable String operation;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private EfficiencyFitCommand() {}

    @Override
    public Integer call() throws IOException {
        double peakTflops = peakTflops();
        if (operation != null && !FittedLaw.OPERATIONS.contains(operation)) {
            throw new UnknownNameException(
                    "operation", operation, FittedLaw.OPERATIONS, "'wattledger fit efficiency --help'");
        }
        if (operation == null && options.writes()) {
            throw new EstimateException("--out needs --operation: which operation the law prices");
        }
        return options.run(COLUMNS, (table, source) -> fit(table, source, peakTflops));
    }

    private double peakTflops() {
        if ((peak == null) == (gpu == null)) {
            throw new EstimateException("give the peak: --peak-tflops N, or --gpu NAME with --precision P");
        }
        if (gpu != null) {
            if (precision == null) {
                throw new EstimateException("--gpu needs --precision: a GPU has a peak for each");
            }
            return GpuCatalogue.bundled().require(gpu).peakTflops(Precision.of(precision));
        }
        if (peak == null || !(peak > 0) || Double.isInfinite(peak)) {
            throw new EstimateException("--peak-tflops is " + peak + "; it must be above 0");
        }
        return peak;
    }

    private Map<String, Object> fit(NumberTable table, String source, double peakTflops) {
        EfficiencyFit fit = EfficiencyFit.of(
                table.rows().stream()
                        .map(row -> new EfficiencyPair(row.line(), row.number("flops"), row.number("seconds")))
                        .toList(),
                peakTflops);
        if (options.json) {
            Json.print(json(fit, table, source, peakTflops), options.out());
        } else {
            print(fit, source, peakTflops, options.out());
        }
        Map<String, Object> entry = options.provenance(
                CoefficientsFile.EFFICIENCY, source, fit.efficiency().rSquared());
        Optional.ofNullable(operation).ifPresent(name -> entry.put("operation", name));
        entry.put("peakTflops", peakTflops);
        entry.putAll(FitOptions.values(fit.coefficients()));
        return entry;
    }

    private void print(EfficiencyFit fit, String source, double peakTflops, PrintWriter out) {
        String what = Optional.ofNullable(operation).map(name -> " of " + name).orElse("");
        out.printf(Locale.ROOT, "Efficiency law%s fitted to %s, peak %s TFLOPS%n%n", what, source, peakTflops);
        FitOptions.printCoefficients(fit.coefficients(), LABELS, out);
        out.printf(
                Locale.ROOT,
                "%nR² %.4f of the efficiency, %.4f of the time; median absolute error of the time %.1f %%%n",
                fit.efficiency().rSquared(),
                fit.time().rSquared(),
                fit.time().medianAbsolutePercentageError());
    }

    private ObjectNode json(EfficiencyFit fit, NumberTable table, String source, double peakTflops) {
        ObjectNode json = Json.object()
                .put("kind", CoefficientsFile.EFFICIENCY)
                .put("hardware", options.hardware())
                .put("source", source)
                .put("peakTflops", peakTflops)
                .put("rows", fit.rows())
                .put("badRows", table.problems().size())
                .put("rSquared", fit.efficiency().rSquared())
                .put("timeRSquared", fit.time().rSquared())
                .put("medianAbsolutePercentageError", fit.time().medianAbsolutePercentageError());
        Optional.ofNullable(operation).ifPresent(name -> json.put("operation", name));
        json.putPOJO("coefficients", FitOptions.values(fit.coefficients()));
        json.putPOJO("confidence95", FitOptions.intervals(fit.coefficients()));
        json.putPOJO("heldAtBound", FitOptions.held(fit.coefficients()));
        return json;
    }
}
