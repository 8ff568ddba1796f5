package io.wattledger.access;

import java.util.Optional;
import java.util.Set;

/**
 * Who asks.
 *
 * @param name of the token, or of nobody
 * @param teams whose books it may see or write; empty: those of all teams
 */
public record Viewer(String name, Role role, Optional<Set<String>> teams) {

    /** Whoever reaches an instance that asks for no token. */
    public static final Viewer ANYBODY = new Viewer("anybody", Role.ADMIN, Optional.empty());

    /** Whoever shows no token where one is needed. */
    public static final Viewer NOBODY = new Viewer("nobody", Role.INGEST, Optional.of(Set.of()));

    public Viewer {
        teams = teams.map(Set::copyOf);
    }

    /** Whether it may know, or write, what is of the team. */
    public boolean covers(String team) {
        return teams.map(own -> own.contains(team)).orElse(true);
    }

    /** Whether it may know what is of all teams together. */
    public boolean coversAll() {
        return teams.isEmpty();
    }
}
