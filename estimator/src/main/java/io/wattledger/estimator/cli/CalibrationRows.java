package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Measurements of one kind that were read. */
interface CalibrationRows {

    /** One line per row that cannot be used. */
    List<String> problems();

    /** Whether no row can be used. */
    boolean isEmpty();

    /**
     * Fits and cross-validates.
     *
     * @param stack software to calibrate for; empty for the one with most rows
     * @param progress hears what is being done
     * @throws EstimateException if no row is of the stack
     * @throws io.wattledger.estimator.cli.fit.FitException if the rows settle nothing
     */
    CalibrationResult calibrate(Optional<String> stack, LocalDate fittedOn, Consumer<String> progress);

    /** Names of software for a message. */
    static String quoted(Collection<String> stacks) {
        return stacks.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
    }
}
