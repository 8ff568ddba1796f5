package io.wattledger.standalone.publish;

import org.jspecify.annotations.Nullable;

/** A table cannot be read or written. The message is for the user; nothing of the publication is in the table. */
public final class PublishException extends Exception {

    private static final long serialVersionUID = 1L;

    PublishException(String message) {
        super(message);
    }

    PublishException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
