package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/**
 * A line of a CSV file by the names of its header.
 *
 * @param number of the line in the file, from 1
 */
record CsvLine(int number, List<String> names, CSVRecord fields) {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    /** The field; empty if it is blank, or there is no such column. */
    Optional<String> optional(String column) {
        return Optional.of(field(column)).filter(text -> !text.isEmpty());
    }

    /** @throws EstimateException if it is blank */
    String text(String column) {
        return optional(column).orElseThrow(() -> new EstimateException(column + " is empty; fill it in"));
    }

    /** @throws EstimateException if it is no number, or not above 0 and finite */
    double positive(String column) {
        return number(column, false);
    }

    /** @throws EstimateException if it is no whole number above 0 */
    int whole(String column) {
        return (int) number(column, true);
    }

    private double number(String column, boolean whole) {
        String text = field(column);
        String problem = problem(text, whole);
        if (!problem.isEmpty()) {
            throw new EstimateException("%s is '%s': %s".formatted(column, text, problem));
        }
        return Double.parseDouble(text);
    }

    private String field(String column) {
        int place = names.indexOf(column);
        return place < 0 ? "" : fields.get(place).strip();
    }

    private static String problem(String text, boolean whole) {
        if (text.isEmpty()) {
            return "a number is missing";
        }
        if (!NUMBER.matcher(text).matches()) {
            return text.matches("(?i)[-+]?(nan|inf(inity)?)") ? "a finite number is needed" : "not a number";
        }
        double number = Double.parseDouble(text);
        if (number <= 0) {
            return "must be above 0";
        }
        if (Double.isInfinite(number)) {
            return "too large";
        }
        if (whole && (number != Math.rint(number) || number > Integer.MAX_VALUE)) {
            return "a whole number up to 2147483647 is needed";
        }
        return "";
    }
}
