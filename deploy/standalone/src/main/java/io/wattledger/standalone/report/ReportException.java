package io.wattledger.standalone.report;

/** A report cannot be made. The message is for the user. */
public final class ReportException extends Exception {

    private static final long serialVersionUID = 1;

    public ReportException(String message) {
        super(message);
    }

    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
