package io.wattledger.standalone.rejects;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wattledger rejects}: refused events, and their way back. */
@Command(
        name = "rejects",
        description = "Shows events that were refused and why, and sends them back, corrected.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {ListCommand.class, ShowCommand.class, RetryCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger rejects list --config wattledger.yaml --count",
            "  wattledger rejects show wattledger.inference-events-0-17 --config wattledger.yaml",
            "  wattledger rejects retry wattledger.inference-events-0-17 --config wattledger.yaml --set team=search",
            "",
            "A refused event is named by its position in the input: topic-partition-offset.",
            "Exit codes: 0 done, 1 failed, 2 misuse."
        })
public final class RejectsCommand implements Runnable {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the field.
    public RejectsCommand(Console console) {
        this.console = console;
    }

    Console console() {
        return console;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command? list, show or retry");
    }
}
