package io.wattledger.standalone.workload;

/** A file cannot be replayed as it is. The message says which, where and what to do; it is the user's to read. */
public final class TraceFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TraceFormatException(String message) {
        super(message);
    }

    TraceFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
