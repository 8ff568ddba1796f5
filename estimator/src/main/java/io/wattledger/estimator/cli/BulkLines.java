package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.csv.CSVRecord;

/** The lines of one kind of file, and how they are answered. */
interface BulkLines {

    /** Columns that come back, then those of the answer. */
    List<String> columns();

    /** Number of fields that a line has. */
    int width();

    /** A line that has as many fields as there are columns. */
    Outcome answer(CSVRecord line);

    /** A line of another length. */
    Outcome refuse(CSVRecord line, String error);

    /**
     * What became of a line.
     *
     * @param values by column
     * @param json the same as an object, made when it is asked for
     * @param error why it could not be answered; empty if it was
     */
    record Outcome(List<String> values, Supplier<ObjectNode> json, String error) {}
}
