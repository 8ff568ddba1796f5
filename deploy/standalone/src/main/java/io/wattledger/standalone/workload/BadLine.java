package io.wattledger.standalone.workload;

/**
 * A line that is no request.
 *
 * @param file name of the file
 * @param line line number, from 1
 * @param where the field, or {@code line} if it is none in particular
 * @param problem what is wrong and what to do
 */
public record BadLine(String file, long line, String where, String problem) {

    /** One line for the user. */
    public String message() {
        return file + ":" + line + ": " + where + ": " + problem;
    }
}
