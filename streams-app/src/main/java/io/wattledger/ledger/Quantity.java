package io.wattledger.ledger;

/** What a budget may be of. */
public enum Quantity {
    /** At the accelerator and its share of the host, microjoules. */
    ENERGY,
    /** On site and behind the electricity, microlitres. */
    WATER,
    /** CO2e of the electricity, micrograms. */
    CARBON
}
