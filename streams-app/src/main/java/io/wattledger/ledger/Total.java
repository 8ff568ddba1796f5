package io.wattledger.ledger;

/**
 * A sum of journal entries.
 *
 * @param unpricedRequests requests without energy
 * @param unsitedRequests requests with energy but without water and carbon
 * @param measured of the energy, the part that was measured
 * @param compared of the measured energy, the part that an estimate stands beside, microjoules
 * @param corrections of the footprint, what corrections made of it; without it the footprint only grows
 */
public record Total(
        Usage usage,
        long unpricedRequests,
        long unsitedRequests,
        Footprint footprint,
        Amount<Unit.Microjoules> measured,
        long compared,
        Footprint corrections) {

    /** The sum of no entries. */
    public static final Total NONE =
            new Total(Usage.NONE, 0, 0, Footprint.UNKNOWN, Amount.zero(), 0, Footprint.UNKNOWN);

    /** The sum of both. */
    public Total plus(Total other) {
        return new Total(
                usage.plus(other.usage),
                Math.addExact(unpricedRequests, other.unpricedRequests),
                Math.addExact(unsitedRequests, other.unsitedRequests),
                footprint.plus(other.footprint),
                measured.plus(other.measured),
                Math.addExact(compared, other.compared),
                corrections.plus(other.corrections));
    }

    /**
     * The sum over many totals, for figures that are shown: where it leaves the range of a long, it stays at its end. Each total
     * itself is exact.
     */
    public Total cappedPlus(Total other) {
        return new Total(
                usage.plus(other.usage),
                unpricedRequests + other.unpricedRequests,
                unsitedRequests + other.unsitedRequests,
                footprint.cappedPlus(other.footprint),
                measured.cappedPlus(other.measured),
                Amount.<Unit.Microjoules>exactly(compared)
                        .cappedPlus(Amount.exactly(other.compared))
                        .central(),
                corrections.cappedPlus(other.corrections));
    }
}
