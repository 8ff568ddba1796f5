package io.wattledger.http;

/** A query that cannot be answered; the message says what to write instead. */
final class BadQuery extends Exception {
    private static final long serialVersionUID = 1L;

    BadQuery(String message) {
        super(message);
    }
}
