package io.wattledger.standalone.rejects;

import org.jspecify.annotations.Nullable;

/** Refused events cannot be read or sent back. The message is for the user. */
final class RejectsException extends Exception {

    private static final long serialVersionUID = 1L;

    RejectsException(String message) {
        super(message);
    }

    RejectsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
