package io.wattledger.schemas;

import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Bytes could not become a record, or the registry could not help. The message says where, what and what to do. */
public abstract sealed class DecodeException extends SerializationException
        permits MalformedRecordException,
                UnknownSchemaException,
                IncompatibleSchemaException,
                RegistryUnavailableException,
                RegistryAccessException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final transient @Nullable Position position;

    DecodeException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.problem = problem;
        this.position = null;
    }

    DecodeException(String place, @Nullable Position position, DecodeException unplaced) {
        super(place + ": " + unplaced.problem, unplaced);
        this.problem = unplaced.problem;
        this.position = position;
    }

    /** The record that was being read, if one was. */
    public Optional<Position> position() {
        return Optional.ofNullable(position);
    }

    /** The same problem, with the place it was met at. */
    abstract DecodeException at(String place, @Nullable Position position);

    DecodeException at(Position position) {
        return at(position.toString(), position);
    }
}
