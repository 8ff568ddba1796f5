package io.wattledger.schemas;

import org.jspecify.annotations.Nullable;

/** The registry answers and refuses the request: wrong credentials, no permission, or a request it does not take. */
public final class RegistryAccessException extends DecodeException {
    private static final long serialVersionUID = 1L;

    public RegistryAccessException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    private RegistryAccessException(String place, @Nullable Position position, RegistryAccessException unplaced) {
        super(place, position, unplaced);
    }

    @Override
    RegistryAccessException at(String place, @Nullable Position position) {
        return new RegistryAccessException(place, position, this);
    }
}
