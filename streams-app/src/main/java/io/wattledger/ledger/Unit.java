package io.wattledger.ledger;

/** The fixed-point units of the books. They are never instantiated: they mark what an {@link Amount} counts. */
public sealed interface Unit {

    /** Energy, 1e-6 joules. */
    enum Microjoules implements Unit {}

    /** Water, 1e-6 litres. */
    enum Microlitres implements Unit {}

    /** CO2e, 1e-6 grams. */
    enum Micrograms implements Unit {}
}
