package io.wattledger.ledger;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What prices a group of events: an operating point of a cost revision and a site revision, or the reason why one is missing.
 *
 * @param measured whether the events carry their own energy, which then beats the estimate
 */
public record Tariff(
        boolean measured,
        Optional<String> costRevision,
        Optional<OperatingPoint> point,
        Optional<SiteRevision> site,
        Optional<Unpriced> unpriced) {

    /**
     * Chooses what is in force at the time of an event.
     *
     * @param costs the time line of the model on the GPU, empty if the table has no row for it
     * @param sites the time line of the region, empty if it has no factors
     */
    public static Tariff of(
            Event event, Optional<Timeline<CostRevision>> costs, Optional<Timeline<SiteRevision>> sites) {
        long time = event.occurredAt();
        Optional<CostRevision> cost = costs.flatMap(line -> line.at(time));
        Optional<SiteRevision> site = sites.flatMap(line -> line.at(time));
        boolean measured = event.measuredMicrojoules().isPresent();
        Optional<Unpriced> unpriced;
        if (cost.isEmpty() && !measured) {
            unpriced = Optional.of(costs.isEmpty() ? Unpriced.NO_COST : Unpriced.NO_COST_AT_TIME);
        } else if (site.isEmpty()) {
            unpriced = Optional.of(sites.isEmpty() ? Unpriced.NO_SITE_FACTORS : Unpriced.NO_SITE_FACTORS_AT_TIME);
        } else {
            unpriced = Optional.empty();
        }
        return new Tariff(
                measured,
                cost.map(CostRevision::name),
                cost.map(revision -> revision.at(event.batchSize())),
                site,
                unpriced);
    }

    /** Whether it gives usage an energy. */
    public boolean priced() {
        return measured || point.isPresent();
    }

    /** Batch size of the operating point. */
    public OptionalInt batchSize() {
        return point.isPresent() ? OptionalInt.of(point.get().batchSize()) : OptionalInt.empty();
    }

    /**
     * What the usage costs. A function of the sum, not of its parts: the books post the difference between the price of a cell
     * before and after, so that rounding happens once per cell, whatever the batches that the events came in.
     */
    public Footprint price(Usage usage) {
        if (!priced()) {
            return Footprint.UNKNOWN;
        }
        Optional<Amount<Unit.Microjoules>> estimate = point.map(p -> p.energy(usage));
        Amount<Unit.Microjoules> energy =
                measured ? Amount.exactly(usage.measuredMicrojoules()) : estimate.orElseThrow();
        return new Footprint(
                Optional.of(energy),
                site.map(s -> s.facilityEnergy(energy)),
                site.map(s -> s.water(energy)),
                site.map(s -> s.carbon(energy)),
                measured ? estimate : Optional.empty());
    }
}
