package io.wattledger.ingest;

/** No event of a request was taken, because too many wait for Kafka; the same request may be sent again later. */
public final class BusyException extends Exception {
    private static final long serialVersionUID = 1L;

    BusyException(String detail) {
        super(detail);
    }
}
