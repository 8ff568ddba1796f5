package io.wattledger.schemas;

import org.jspecify.annotations.Nullable;

/** The registry answers, and does not have the schema. */
public final class UnknownSchemaException extends DecodeException {
    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    private UnknownSchemaException(String place, @Nullable Position position, UnknownSchemaException unplaced) {
        super(place, position, unplaced);
    }

    @Override
    UnknownSchemaException at(String place, @Nullable Position position) {
        return new UnknownSchemaException(place, position, this);
    }
}
