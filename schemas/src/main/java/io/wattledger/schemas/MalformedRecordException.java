package io.wattledger.schemas;

import org.jspecify.annotations.Nullable;

/** The bytes are not a record in the Schema Registry wire format: wrong first byte, cut off, damaged, or too long. */
public final class MalformedRecordException extends DecodeException {
    private static final long serialVersionUID = 1L;

    public MalformedRecordException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    private MalformedRecordException(String place, @Nullable Position position, MalformedRecordException unplaced) {
        super(place, position, unplaced);
    }

    @Override
    MalformedRecordException at(String place, @Nullable Position position) {
        return new MalformedRecordException(place, position, this);
    }
}
