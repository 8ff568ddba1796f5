package io.wattledger.ledger;

/** Why an amount is unknown. */
public enum Unpriced {
    /** The cost table has no row for the model and GPU. */
    NO_COST,
    /** It has a row, but no revision that covers the time of the event. */
    NO_COST_AT_TIME,
    /** The region has no site factors. */
    NO_SITE_FACTORS,
    /** It has some, but none that cover the time of the event. */
    NO_SITE_FACTORS_AT_TIME,
    /** The cost is so high that the price does not fit the books. */
    OVERFLOW
}
