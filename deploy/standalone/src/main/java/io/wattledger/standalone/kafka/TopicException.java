package io.wattledger.standalone.kafka;

import org.jspecify.annotations.Nullable;

/** Kafka does not let something be read; the message says what, and what to do. */
public final class TopicException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TopicException(String message) {
        super(message);
    }

    public TopicException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
