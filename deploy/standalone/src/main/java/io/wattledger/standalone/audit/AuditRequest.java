package io.wattledger.standalone.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be audited.
 *
 * @param from windows from here on; empty: from the beginning
 * @param to windows that end here or before
 * @param limit how long to wait for input, re-rating and totals that lag behind
 */
public record AuditRequest(Optional<Instant> from, Optional<Instant> to, Duration limit) {

    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);

    /** How long the reading of a topic may stand still. */
    Duration patience() {
        return limit.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : limit;
    }
}
