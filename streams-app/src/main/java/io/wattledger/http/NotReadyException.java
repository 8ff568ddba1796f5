package io.wattledger.http;

/** The books are not read yet, so nothing can be said of them. */
final class NotReadyException extends Exception {
    private static final long serialVersionUID = 1L;

    NotReadyException() {
        super("this instance has begun and is reading the books; ask again in a moment");
    }
}
