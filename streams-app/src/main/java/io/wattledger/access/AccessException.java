package io.wattledger.access;

import java.util.List;

/** A file of tokens that cannot be used; all that is wrong with it is said at once. */
public final class AccessException extends Exception {
    private static final long serialVersionUID = 1L;

    AccessException(List<String> problems) {
        super(String.join("; ", problems));
    }
}
