package io.wattledger.estimator.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger fit}: coefficients of your own hardware, from your own measurements. */
@Command(
        name = "fit",
        description = "Fits the coefficients of a method to measurements of your own hardware.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {AlphaFlopsFitCommand.class, EfficiencyFitCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger fit alpha-flops timings.csv --hardware rtx-4090 --out rtx-4090.yaml",
            "  wattledger fit efficiency pairs.csv --peak-tflops 156 --operation projections",
            "  cat projections.yaml scores.yaml > coefficients.yaml      joins fits into one file"
        })
public final class FitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private FitCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "what is to be fitted: alpha-flops or efficiency?");
    }
}
