package io.wattledger.standalone.torture;

/** The run cannot go on: a part could not be brought back, or time ran out. */
public final class TortureException extends Exception {

    private static final long serialVersionUID = 1L;

    TortureException(String message) {
        super(message);
    }

    TortureException(String message, Throwable cause) {
        super(message, cause);
    }
}
