package io.wattledger.app;

import org.jspecify.annotations.Nullable;

/** An instance cannot start. The message is for the person who started it: what is wrong, where, and what to do. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
