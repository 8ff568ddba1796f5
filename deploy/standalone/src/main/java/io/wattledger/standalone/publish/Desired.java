package io.wattledger.standalone.publish;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a row is to say. */
public record Desired<R>(RowKey key, List<Wish<R>> wishes) {

    public Desired {
        wishes = List.copyOf(wishes);
    }

    /**
     * A content that is to be in force.
     *
     * @param from from when on; empty: from now on, or since always where the row has said nothing yet
     */
    public record Wish<R>(Content<R> content, Optional<Instant> from) {}
}
