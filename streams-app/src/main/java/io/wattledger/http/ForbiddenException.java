package io.wattledger.http;

import io.wattledger.access.Viewer;

/** Somebody asks for a team that is not its own. */
final class ForbiddenException extends Exception {
    private static final long serialVersionUID = 1L;

    ForbiddenException(Viewer viewer, String team) {
        super("the token '%s' is not for team '%s'".formatted(viewer.name(), team));
    }
}
