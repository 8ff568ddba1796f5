package io.wattledger.books;

/** Windows that are kept cannot be told at the moment, or not so many of them; the message says what to do. */
public final class HistoryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Why why;

    /** What was in the way. */
    public enum Why {
        /** Somebody else asks at the moment; later it may be told. */
        BUSY,
        /** There are more than fit. */
        TOO_MUCH,
        /** It would take too long. */
        TOO_SLOW,
        /** Kafka or the registry does not answer, or the instance stops. */
        UNAVAILABLE
    }

    HistoryException(Why why, String message) {
        super(message);
        this.why = why;
    }

    HistoryException(Why why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
