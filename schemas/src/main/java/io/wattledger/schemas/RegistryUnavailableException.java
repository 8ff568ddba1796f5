package io.wattledger.schemas;

import org.jspecify.annotations.Nullable;

/** The registry cannot be reached, does not answer in time or fails. Trying again later may help. */
public final class RegistryUnavailableException extends DecodeException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    private RegistryUnavailableException(
            String place, @Nullable Position position, RegistryUnavailableException unplaced) {
        super(place, position, unplaced);
    }

    @Override
    RegistryUnavailableException at(String place, @Nullable Position position) {
        return new RegistryUnavailableException(place, position, this);
    }
}
