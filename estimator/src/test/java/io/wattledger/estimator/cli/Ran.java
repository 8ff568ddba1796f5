package io.wattledger.estimator.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command as the launcher runs it, with its output. */
final class Ran {

    private final Class<?> command;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    Ran(Class<?> command) {
        this.command = command;
    }

    /** Runs it and returns the exit code. */
    int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((e, line, parsed) -> Failures.report(e, line))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
