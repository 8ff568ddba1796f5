package io.wattledger.standalone;

import io.wattledger.app.App;
import io.wattledger.app.RunCommand;
import io.wattledger.app.TokenCommand;
import io.wattledger.estimator.cli.CalibrateCommand;
import io.wattledger.estimator.cli.CatalogueCommand;
import io.wattledger.estimator.cli.CompareCommand;
import io.wattledger.estimator.cli.EstimateCommand;
import io.wattledger.estimator.cli.Failures;
import io.wattledger.estimator.cli.FitCommand;
import io.wattledger.estimator.cli.FlopsCommand;
import io.wattledger.estimator.cli.ReproduceCommand;
import io.wattledger.estimator.cli.TrendsCommand;
import io.wattledger.standalone.kafka.Progress;
import io.wattledger.standalone.rejects.Console;
import io.wattledger.standalone.rejects.RejectsCommand;
import io.wattledger.standalone.report.BudgetsCommand;
import io.wattledger.standalone.report.ReportCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Scanner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line of the project. */
@Command(
        name = "wattledger",
        description = "Keeps the books of what AI inference costs in energy, water and carbon.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ReplayCommand.class,
            EstimateCommand.class,
            FlopsCommand.class,
            CatalogueCommand.class,
            FitCommand.class,
            CalibrateCommand.class,
            ReproduceCommand.class,
            TrendsCommand.class,
            CompareCommand.class,
            PublishCommand.class,
            BatchesCommand.class,
            AuditCommand.class,
            TokenCommand.class,
            TortureCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger demo                              books of a generated hour, live",
            "  wattledger run --config wattledger.yaml      an instance on your own Kafka",
            "  wattledger publish --config wattledger.yaml  costs into its table, and what differs",
            "  wattledger batches --config wattledger.yaml  at which batch sizes models are served",
            "  wattledger replay trace.csv --bootstrap localhost:9092 --registry http://localhost:8081",
            "  wattledger rejects list --config wattledger.yaml --count   what was refused, and why",
            "  wattledger report --config wattledger.yaml --from 2026-11  what November came to, by team",
            "  wattledger budgets --config wattledger.yaml  what is left of each team's month",
            "  wattledger audit --config wattledger.yaml    whether the books add up",
            "  wattledger token create ops --role admin --file tokens.yaml   who may read and write over HTTP",
            "  wattledger torture                           kills everything, then audits the books",
            "  wattledger bench                             events a second, beside other programs",
            "",
            "'wattledger COMMAND --help' tells more. Exit codes: 0 done, 1 failed, 2 misuse."
        })
public final class Main implements Runnable {

    private static final int FAILED = 1;

    /** Holds the examples and lists of the footers, which picocli would break anywhere. */
    private static final int HELP_WIDTH = 110;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the field.
    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        CommandLine command = commandLine();
        int status = command.execute(args);
        System.exit(status == 0 && lost(command) ? FAILED : status);
    }

    /** A writer keeps its failures to itself: a full disk must not look like success. */
    private static boolean lost(CommandLine command) {
        boolean lost = command.getOut().checkError() || System.out.checkError();
        if (lost) {
            command.getErr().println("wattledger: standard output could not be written; what was printed is not whole");
        }
        return lost;
    }

    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Main())
                .addSubcommand(new ReportCommand(Terminals.onOutput(), Main::progress))
                .addSubcommand(new BudgetsCommand(Main::progress))
                .addSubcommand(new RejectsCommand(console()));
        tellVersion(command);
        return command.setUsageHelpWidth(HELP_WIDTH).setExecutionExceptionHandler(Main::report);
    }

    private static Console console() {
        return new Console(Terminals.onOutput(), Main::answer, Main::progress);
    }

    private static Progress progress(PrintWriter err) {
        return Terminals.onError() ? new ReadingLine(err) : Progress.NONE;
    }

    /** What a person answers; nothing at the end of the input. */
    private static String answer() {
        // The standard input stays open.
        Scanner input = new Scanner(System.in, Charset.defaultCharset());
        return input.hasNextLine() ? input.nextLine() : "";
    }

    /** The estimator's commands know no version of their own. */
    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Main::tellVersion);
    }

    /** A failure that no command foresaw: one line for the user, the trace for whoever asks with -Dwattledger.trace. */
    private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (Failures.foreseen(e)) {
            return Failures.report(e, command);
        }
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + e);
        if (Boolean.getBoolean("wattledger.trace")) {
            e.printStackTrace(command.getErr());
        }
        return FAILED;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
    }

    /** The version of this build. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"wattledger " + App.version()};
        }
    }
}
