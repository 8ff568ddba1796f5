package io.wattledger.standalone.workload;

/** Leaves the parsing of one line; becomes a {@link BadLine} where file and line number are known. */
final class BadLineException extends Exception {

    private static final long serialVersionUID = 1;

    private final String where;

    private BadLineException(String where, String problem) {
        super(problem);
        this.where = where;
    }

    static BadLineException inField(String field, String problem) {
        return new BadLineException(field, problem);
    }

    static BadLineException inLine(String problem) {
        return new BadLineException("line", problem);
    }

    BadLine at(Origin origin) {
        return new BadLine(origin.trace(), origin.line(), where, String.valueOf(getMessage()));
    }
}
