package io.wattledger.standalone.report;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Footprint;
import java.util.Optional;
import java.util.function.Function;

/** What is reported in ranges; the unit is part of the name. */
public enum Quantity {
    /** At the accelerator and its share of the host. */
    ENERGY("energyJoules", Footprint::energy),
    /** The same with the overhead of the facility. */
    FACILITY_ENERGY("facilityEnergyJoules", Footprint::facilityEnergy),
    /** On site and behind the electricity. */
    WATER("waterLitres", Footprint::water),
    /** CO2e of the electricity. */
    CARBON("carbonGrams", Footprint::carbon);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Function<Footprint, Optional<? extends Amount<?>>> amount;

    Quantity(String label, Function<Footprint, Optional<? extends Amount<?>>> amount) {
        this.label = label;
        this.amount = amount;
    }

    /** Its name in JSON and CSV. */
    String label() {
        return label;
    }

    /** Of a footprint, in millionths of the unit; empty if it is unknown. */
    Optional<? extends Amount<?>> of(Footprint footprint) {
        return amount.apply(footprint);
    }
}
