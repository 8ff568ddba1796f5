package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.catalogue.CatalogueException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/** What a command ends with when it cannot do what was asked: one line on standard error, and an exit code. */
public final class Failures {

    /** The command was asked for something that cannot be. */
    public static final int MISUSED = 2;

    /** The command was asked well and failed. */
    public static final int FAILED = 1;

    private Failures() {}

    /** Whether it is one that {@link #report} can say something about. */
    public static boolean foreseen(Exception e) {
        return e instanceof EstimateException || e instanceof CatalogueException || e instanceof IOException;
    }

    /**
     * Reports a failure that the estimator foresaw.
     *
     * @return the exit code
     * @throws Exception if it is none of the estimator's
     */
    public static int report(Exception e, CommandLine command) throws Exception {
        String name = command.getCommandSpec().qualifiedName();
        if (e instanceof EstimateException || e instanceof CatalogueException) {
            command.getErr().println(name + ": " + e.getMessage());
            return MISUSED;
        }
        if (e instanceof NoSuchFileException missing) {
            command.getErr().println(name + ": there is no file " + missing.getFile());
            return MISUSED;
        }
        if (e instanceof AccessDeniedException denied) {
            command.getErr()
                    .println(name + ": " + denied.getFile() + " may not be read or written; change its permissions");
            return FAILED;
        }
        if (e instanceof CharacterCodingException) {
            command.getErr().println(name + ": a file is no text in UTF-8; is it the right file? (" + e + ")");
            return MISUSED;
        }
        if (e instanceof IOException) {
            command.getErr().println(name + ": " + e.getMessage());
            return FAILED;
        }
        throw e;
    }
}
