package io.wattledger.standalone.workload;

/** A record could not be sent; the message names it, and says how many are safely in Kafka. */
public final class ReplayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
