package io.wattledger.ingest;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of one event of a request.
 *
 * @param index its place in the request, from 0
 * @param source as far as it could be read
 * @param id as far as it could be read
 * @param duplicateOf the index of the event that it is a copy of, if the outcome is {@link Outcome#DUPLICATE}
 * @param reason why it was refused, if the outcome is {@link Outcome#REFUSED}
 * @param detail what exactly was wrong and what to do, for a person, unless it was taken
 */
public record Receipt(
        int index,
        Optional<String> source,
        Optional<String> id,
        Outcome outcome,
        OptionalInt duplicateOf,
        Optional<Refusal> reason,
        Optional<String> detail) {

    /** What may become of an event. */
    public enum Outcome {
        /** Kafka has it, on all replicas that are in sync. */
        ACCEPTED,
        /** A copy of an earlier one of the same request, which Kafka has. */
        DUPLICATE,
        /** It will never be taken as it is. */
        REFUSED,
        /** Its team is none that the sender may write events of. */
        FORBIDDEN,
        /** Kafka did not confirm it and may have it or not: to be sent again, which counts it once. */
        UNAVAILABLE
    }

    static Receipt accepted(int index, Identity identity) {
        return receipt(index, identity, Outcome.ACCEPTED, Optional.empty(), Optional.empty());
    }

    static Receipt refused(int index, Identity identity, Refusal reason, String detail) {
        return receipt(index, identity, Outcome.REFUSED, Optional.of(reason), Optional.of(detail));
    }

    static Receipt forbidden(int index, Identity identity, String detail) {
        return receipt(index, identity, Outcome.FORBIDDEN, Optional.empty(), Optional.of(detail));
    }

    static Receipt unavailable(int index, Identity identity, String detail) {
        return receipt(index, identity, Outcome.UNAVAILABLE, Optional.empty(), Optional.of(detail));
    }

    /** The receipt of a copy, which shares the fate of the first one. */
    Receipt ofCopy(int copy) {
        boolean written = outcome == Outcome.ACCEPTED;
        return new Receipt(
                copy,
                source,
                id,
                written ? Outcome.DUPLICATE : outcome,
                written ? OptionalInt.of(index) : OptionalInt.empty(),
                reason,
                detail);
    }

    private static Receipt receipt(
            int index, Identity identity, Outcome outcome, Optional<Refusal> reason, Optional<String> detail) {
        return new Receipt(index, identity.source(), identity.id(), outcome, OptionalInt.empty(), reason, detail);
    }
}
