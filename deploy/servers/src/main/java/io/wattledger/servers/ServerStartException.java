package io.wattledger.servers;

import org.jspecify.annotations.Nullable;

/** A server did not start. The message says which, where, why, and what to do. */
public final class ServerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerStartException(String message) {
        super(message);
    }

    ServerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
