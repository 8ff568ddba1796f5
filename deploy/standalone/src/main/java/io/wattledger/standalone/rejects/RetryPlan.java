package io.wattledger.standalone.rejects;

import io.wattledger.ledger.Reject;
import io.wattledger.schemas.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What becomes of each refused event that was chosen. */
record RetryPlan(String topic, List<Planned> rows) {

    /** What becomes of one. */
    enum Outcome {
        SEND("sent"),
        REFUSED_AGAIN("refused-again"),
        SENT_BEFORE("sent-before"),
        UNKNOWN_BEFORE("unknown-before");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * A refused event that was chosen.
     *
     * @param stored where it lies in rejected-events
     * @param problem why booking would refuse it again, or why it cannot be corrected
     * @param sendable whether there is something to send; a correction needs an event to correct
     */
    record Candidate(String position, Position stored, Instant refusedAt, Optional<Reject> problem, boolean sendable) {}

    /** A candidate and what becomes of it. */
    record Planned(Candidate candidate, Outcome outcome) {}

    /**
     * Decides.
     *
     * @param again whether what was sent before, or may have been, is sent again
     * @param force whether what would be refused again is sent
     */
    static RetryPlan of(String topic, List<Candidate> candidates, Retries retries, boolean again, boolean force) {
        return new RetryPlan(
                topic,
                candidates.stream()
                        .map(each -> new Planned(each, outcome(each, retries, again, force)))
                        .toList());
    }

    private static Outcome outcome(Candidate candidate, Retries retries, boolean again, boolean force) {
        Retries.State state = again ? Retries.State.OPEN : retries.of(candidate.position(), candidate.refusedAt());
        return switch (state) {
            case RETRIED -> Outcome.SENT_BEFORE;
            case UNKNOWN -> Outcome.UNKNOWN_BEFORE;
            case OPEN ->
                candidate.problem().isEmpty() || (force && candidate.sendable()) ? Outcome.SEND : Outcome.REFUSED_AGAIN;
        };
    }

    long count(Outcome outcome) {
        return rows.stream().filter(row -> row.outcome() == outcome).count();
    }

    /** Where what is sent lies in rejected-events. */
    Set<Position> sent() {
        return rows.stream()
                .filter(row -> row.outcome() == Outcome.SEND)
                .map(row -> row.candidate().stored())
                .collect(Collectors.toSet());
    }

    /** Whether all that was chosen is back, or goes back now. */
    boolean complete() {
        return count(Outcome.REFUSED_AGAIN) == 0 && count(Outcome.UNKNOWN_BEFORE) == 0;
    }
}
