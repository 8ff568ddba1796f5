package io.wattledger.ledger;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What prices a cell: an operating point of a cost revision and a site revision, or the reason why one is missing.
 *
 * @param measured whether the events carry their own energy, which then beats the estimate
 * @param missing why a part is missing; empty if none is
 */
public record Tariff(
        boolean measured,
        Optional<String> costRevision,
        Optional<OperatingPoint> point,
        Optional<SiteRevision> site,
        Optional<Unpriced> missing) {

    /**
     * Chooses what is in force in the minute of a cell.
     *
     * @param costs the time line of the model on the GPU, empty if the table has no row for it
     * @param sites the time line of the region, empty if it has no factors
     */
    public static Tariff of(Cell cell, Optional<Timeline<CostRevision>> costs, Optional<Timeline<SiteRevision>> sites) {
        Optional<CostRevision> cost = costs.flatMap(line -> line.at(cell.minute()));
        Optional<SiteRevision> site = sites.flatMap(line -> line.at(cell.minute()));
        Optional<Unpriced> missing;
        if (cost.isEmpty() && !cell.measured()) {
            missing = Optional.of(costs.isEmpty() ? Unpriced.NO_COST : Unpriced.NO_COST_AT_TIME);
        } else if (site.isEmpty()) {
            missing = Optional.of(sites.isEmpty() ? Unpriced.NO_SITE_FACTORS : Unpriced.NO_SITE_FACTORS_AT_TIME);
        } else {
            missing = Optional.empty();
        }
        return new Tariff(
                cell.measured(),
                cost.map(CostRevision::name),
                cost.map(revision -> revision.at(cell.batchSize())),
                site,
                missing);
    }

    /** The names of what prices. */
    public Account.Revisions revisions() {
        return new Account.Revisions(costRevision, site.map(SiteRevision::name));
    }

    /** Batch size of the operating point. */
    public OptionalInt batchSize() {
        return point.isPresent() ? OptionalInt.of(point.get().batchSize()) : OptionalInt.empty();
    }

    /** Why amounts of a price under this tariff are unknown, if they are. */
    public Optional<Unpriced> unpriced(Footprint price) {
        boolean energyDoesNotFit = price.energy().isEmpty() && (measured || point.isPresent());
        boolean siteDoesNotFit = price.energy().isPresent() && price.carbon().isEmpty() && site.isPresent();
        return energyDoesNotFit || siteDoesNotFit ? Optional.of(Unpriced.OVERFLOW) : missing;
    }

    /**
     * What the usage costs; unknown where the tariff does not say, or says so much that it does not fit the books. A function of
     * the sum, not of its parts: the books post the difference between the price of a cell before and after, so that rounding
     * happens once per cell, whatever the batches that the events came in.
     */
    public Footprint price(Usage usage) {
        if (usage.requests() == 0 || (!measured && point.isEmpty())) {
            return Footprint.UNKNOWN;
        }
        try {
            Optional<Amount<Unit.Microjoules>> estimate = point.map(p -> p.energy(usage));
            Amount<Unit.Microjoules> energy =
                    measured ? Amount.exactly(usage.measuredMicrojoules()) : estimate.orElseThrow();
            return sited(energy, measured ? estimate : Optional.empty());
        } catch (ArithmeticException doesNotFit) {
            return Footprint.UNKNOWN;
        }
    }

    private Footprint sited(Amount<Unit.Microjoules> energy, Optional<Amount<Unit.Microjoules>> estimate) {
        try {
            return new Footprint(
                    Optional.of(energy),
                    site.map(s -> s.facilityEnergy(energy)),
                    site.map(s -> s.water(energy)),
                    site.map(s -> s.carbon(energy)),
                    estimate);
        } catch (ArithmeticException doesNotFit) {
            return new Footprint(Optional.of(energy), Optional.empty(), Optional.empty(), Optional.empty(), estimate);
        }
    }

    /** Whether usage can grow: its sums fit the books, and a price that was known is not lost with it. */
    public boolean bears(Usage before, Usage more) {
        try {
            Usage sum = before.plus(more);
            // In this order the usual event is priced once.
            return price(sum).energy().isPresent() || price(before).energy().isEmpty();
        } catch (ArithmeticException overflow) {
            return false;
        }
    }

    /**
     * A number 2^k - 1: usage of which no count is larger is certainly borne, whatever the others are. Spares the usual event
     * the price of its cell.
     */
    long bearsCertainly() {
        double dearest = Math.max(1, point.map(OperatingPoint::highestOfOneEach).orElse(0.0));
        // Half of what fits, so that neither the rounding of doubles nor the next event's counts can reach the end of
        // the range.
        double most = 0x1p62 / dearest;
        return most < 1 ? 0 : (1L << Math.getExponent(most)) - 1;
    }
}
