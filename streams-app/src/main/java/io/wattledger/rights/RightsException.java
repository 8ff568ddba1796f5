package io.wattledger.rights;

import org.jspecify.annotations.Nullable;

/** Kafka does not let something be done. The message is for the user: to whom, what, and what to do. */
public final class RightsException extends Exception {

    private static final long serialVersionUID = 1L;

    RightsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
