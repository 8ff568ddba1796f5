package io.wattledger.ledger;

/**
 * A sum of journal entries.
 *
 * @param unpricedRequests requests without energy
 * @param unsitedRequests requests with energy but without water and carbon
 * @param measured of the energy, the part that was measured
 * @param corrections of the footprint, what corrections made of it; without it the footprint only grows
 */
public record Total(
        Usage usage,
        long unpricedRequests,
        long unsitedRequests,
        Footprint footprint,
        Amount<Unit.Microjoules> measured,
        Footprint corrections) {

    /** The sum of no entries. */
    public static final Total NONE = new Total(Usage.NONE, 0, 0, Footprint.UNKNOWN, Amount.zero(), Footprint.UNKNOWN);

    /** The sum of both. */
    public Total plus(Total other) {
        return new Total(
                usage.plus(other.usage),
                Math.addExact(unpricedRequests, other.unpricedRequests),
                Math.addExact(unsitedRequests, other.unsitedRequests),
                footprint.plus(other.footprint),
                measured.plus(other.measured),
                corrections.plus(other.corrections));
    }
}
