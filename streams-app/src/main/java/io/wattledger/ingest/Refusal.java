package io.wattledger.ingest;

import io.wattledger.ledger.Reject;

/** Why an event is not taken; its name is for machines. What {@link Reject.Reason} says, too, has the same name here. */
public enum Refusal {
    /** No JSON object, a name twice in one object, or deeper or longer than any event. */
    MALFORMED,
    /** An attribute of CloudEvents 1.0 is missing or not what the specification asks for. */
    BAD_ATTRIBUTE,
    /** The attribute type names another kind of event. */
    UNKNOWN_TYPE,
    /** No data, or data that is no JSON object. */
    BAD_DATA,
    /** The data have a field that an event has not. */
    UNKNOWN_FIELD,
    /** A field of the data has the wrong type or leaves the range of its type. */
    BAD_FIELD,
    /** An identifier or dimension is missing or empty. */
    MISSING_FIELD,
    /** A string is longer than allowed. */
    FIELD_TOO_LONG,
    /** A count is negative, too large or contradicts another. */
    BAD_COUNT,
    /** Older than the books go back. */
    TOO_EARLY,
    /** Further ahead of the clock than the allowed skew. */
    IN_THE_FUTURE,
    /** Larger than a record of Kafka may be. */
    TOO_LARGE;

    /** What the rules of the books say of an event that has been read. */
    static Refusal of(Reject.Reason reason) {
        return valueOf(reason.name());
    }
}
