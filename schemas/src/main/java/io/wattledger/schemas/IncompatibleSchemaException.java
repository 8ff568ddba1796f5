package io.wattledger.schemas;

import org.jspecify.annotations.Nullable;

/** A schema does not fit: the registry refuses it, or a writer's schema cannot be read as the record that is expected. */
public final class IncompatibleSchemaException extends DecodeException {
    private static final long serialVersionUID = 1L;

    public IncompatibleSchemaException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    private IncompatibleSchemaException(
            String place, @Nullable Position position, IncompatibleSchemaException unplaced) {
        super(place, position, unplaced);
    }

    @Override
    IncompatibleSchemaException at(String place, @Nullable Position position) {
        return new IncompatibleSchemaException(place, position, this);
    }
}
