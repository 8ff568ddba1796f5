package io.wattledger.ledger;

/**
 * Why an event is refused.
 *
 * @param detail what exactly was wrong, for a person
 */
public record Reject(Reason reason, String detail) {

    /** The kinds of refusal. */
    public enum Reason {
        /** The record has no value. */
        EMPTY,
        /** Not an event in the registry's wire format. */
        UNDECODABLE,
        /** Its schema id is not in the registry. */
        UNKNOWN_SCHEMA,
        /** An identifier or dimension is empty. */
        MISSING_FIELD,
        /** A string is longer than allowed. */
        FIELD_TOO_LONG,
        /** A count is negative or contradicts another. */
        BAD_COUNT,
        /** Older than the books go back. */
        TOO_EARLY,
        /** Further ahead of the clock than the allowed skew. */
        IN_THE_FUTURE,
        /** With it the usage or the price of its cell would leave the range of a long. */
        OVERFLOW
    }
}
