package io.wattledger.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a token is for. */
public enum Role {
    /** Sees everything and may write events. */
    ADMIN,
    /** Sees the books of its teams. */
    READER,
    /** Writes events of its teams, and sees nothing. */
    INGEST;

    /** Its name in files and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that name. */
    public static Optional<Role> named(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }

    /** All names, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));
    }
}
