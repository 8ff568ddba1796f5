package io.wattledger.ledger;

import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Energy, water and carbon of some usage; what is unknown is empty, never 0.
 *
 * @param energy at the accelerator and its share of the host
 * @param facilityEnergy the same with the overhead of the facility
 * @param estimatedEnergy of measured usage: what the estimate would have been
 */
public record Footprint(
        Optional<Amount<Unit.Microjoules>> energy,
        Optional<Amount<Unit.Microjoules>> facilityEnergy,
        Optional<Amount<Unit.Microlitres>> water,
        Optional<Amount<Unit.Micrograms>> carbon,
        Optional<Amount<Unit.Microjoules>> estimatedEnergy) {

    /** Nothing known. */
    public static final Footprint UNKNOWN =
            new Footprint(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The sum of what is known. */
    public Footprint plus(Footprint other) {
        return new Footprint(
                sum(energy, other.energy, Amount::plus),
                sum(facilityEnergy, other.facilityEnergy, Amount::plus),
                sum(water, other.water, Amount::plus),
                sum(carbon, other.carbon, Amount::plus),
                sum(estimatedEnergy, other.estimatedEnergy, Amount::plus));
    }

    /** The sum of what is known, for figures that are shown: see {@link Amount#cappedPlus}. */
    Footprint cappedPlus(Footprint other) {
        return new Footprint(
                sum(energy, other.energy, Amount::cappedPlus),
                sum(facilityEnergy, other.facilityEnergy, Amount::cappedPlus),
                sum(water, other.water, Amount::cappedPlus),
                sum(carbon, other.carbon, Amount::cappedPlus),
                sum(estimatedEnergy, other.estimatedEnergy, Amount::cappedPlus));
    }

    /** What this has more than an earlier footprint of the same cell; what the earlier one alone knew is taken back. */
    public Footprint since(Footprint earlier) {
        return new Footprint(
                difference(energy, earlier.energy),
                difference(facilityEnergy, earlier.facilityEnergy),
                difference(water, earlier.water),
                difference(carbon, earlier.carbon),
                difference(estimatedEnergy, earlier.estimatedEnergy));
    }

    /** Of this, the amounts that another one knows, too. */
    Footprint asFarAs(Footprint other) {
        return new Footprint(
                energy.filter(amount -> other.energy.isPresent()),
                facilityEnergy.filter(amount -> other.facilityEnergy.isPresent()),
                water.filter(amount -> other.water.isPresent()),
                carbon.filter(amount -> other.carbon.isPresent()),
                estimatedEnergy.filter(amount -> other.estimatedEnergy.isPresent()));
    }

    private static <U extends Unit> Optional<Amount<U>> difference(
            Optional<Amount<U>> now, Optional<Amount<U>> before) {
        if (before.isEmpty()) {
            return now;
        }
        return Optional.of(now.orElse(Amount.zero()).minus(before.get()));
    }

    private static <U extends Unit> Optional<Amount<U>> sum(
            Optional<Amount<U>> a, Optional<Amount<U>> b, BinaryOperator<Amount<U>> how) {
        if (a.isEmpty()) {
            return b;
        }
        return b.isEmpty() ? a : Optional.of(how.apply(a.get(), b.get()));
    }
}
