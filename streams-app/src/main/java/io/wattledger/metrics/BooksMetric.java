package io.wattledger.metrics;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Unit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The books by team, model, GPU and region, each from the running totals of the journal as committed. Base units, as Prometheus
 * asks for; low and high are metrics of their own, so that a sum over a label makes sense.
 *
 * <p>Counters hold what was booked and what was priced late, which only grows. Corrections may take away, and a counter that falls
 * would look to Prometheus like one that began again, so they are gauges beside them: what the books say is the sum of both.
 */
enum BooksMetric {
    REQUESTS("wattledger_requests", "Inference requests booked.", count(t -> t.usage()
            .requests())),
    LATE_REQUESTS("wattledger_late_requests", "Requests booked that arrived out of time order.", count(t -> t.usage()
            .lateRequests())),
    UNPRICED_REQUESTS(
            "wattledger_unpriced_requests",
            "Requests in the books without energy now, because the cost table has no cost for them.",
            Type.GAUGE,
            count(Total::unpricedRequests)),
    INFERENCES(
            "wattledger_inferences", "Inferences booked.", count(t -> t.usage().inferences())),
    INPUT_TOKENS("wattledger_input_tokens", "Input tokens booked, cached ones included.", count(t -> t.usage()
            .inputTokens())),
    CACHED_INPUT_TOKENS("wattledger_cached_input_tokens", "Cached input tokens booked.", count(t -> t.usage()
            .cachedInputTokens())),
    OUTPUT_TOKENS("wattledger_output_tokens", "Output tokens booked.", count(t -> t.usage()
            .outputTokens())),
    ENERGY(
            "wattledger_energy_joules",
            "Energy at the accelerator and its share of the host, joules.",
            energy(Amount::central)),
    ENERGY_LOW(
            "wattledger_energy_low_joules", "Lower end of the 90 % range of the energy, joules.", energy(Amount::low)),
    ENERGY_HIGH(
            "wattledger_energy_high_joules",
            "Upper end of the 90 % range of the energy, joules.",
            energy(Amount::high)),
    FACILITY_ENERGY(
            "wattledger_facility_energy_joules",
            "Energy with the overhead of the facility (PUE), joules.",
            millionths(Footprint::facilityEnergy, Amount::central)),
    WATER(
            "wattledger_water_litres",
            "Water on site and behind the electricity, litres.",
            millionths(Footprint::water, Amount::central)),
    WATER_LOW(
            "wattledger_water_low_litres",
            "Lower end of the 90 % range of the water, litres.",
            millionths(Footprint::water, Amount::low)),
    WATER_HIGH(
            "wattledger_water_high_litres",
            "Upper end of the 90 % range of the water, litres.",
            millionths(Footprint::water, Amount::high)),
    CARBON(
            "wattledger_carbon_grams",
            "CO2e of the electricity, grams.",
            millionths(Footprint::carbon, Amount::central)),
    CARBON_LOW(
            "wattledger_carbon_low_grams",
            "Lower end of the 90 % range of the CO2e, grams.",
            millionths(Footprint::carbon, Amount::low)),
    CARBON_HIGH(
            "wattledger_carbon_high_grams",
            "Upper end of the 90 % range of the CO2e, grams.",
            millionths(Footprint::carbon, Amount::high)),
    ENERGY_CORRECTIONS(
            "wattledger_energy_corrections_joules",
            "What corrections made of the energy, joules; below 0 where they took away.",
            Type.GAUGE,
            corrections(Footprint::energy)),
    FACILITY_ENERGY_CORRECTIONS(
            "wattledger_facility_energy_corrections_joules",
            "What corrections made of the energy of the facility, joules.",
            Type.GAUGE,
            corrections(Footprint::facilityEnergy)),
    WATER_CORRECTIONS(
            "wattledger_water_corrections_litres",
            "What corrections made of the water, litres.",
            Type.GAUGE,
            corrections(Footprint::water)),
    CARBON_CORRECTIONS(
            "wattledger_carbon_corrections_grams",
            "What corrections made of the CO2e, grams.",
            Type.GAUGE,
            corrections(Footprint::carbon));

    /** How Prometheus is to take it. */
    enum Type {
        /** It only grows. */
        COUNTER,
        /** It may fall. */
        GAUGE
    }

    private final String metricName;
    private final String help;
    private final Type type;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Function<Total, OptionalDouble> value;

    BooksMetric(String metricName, String help, Function<Total, OptionalDouble> value) {
        this(metricName, help, Type.COUNTER, value);
    }

    BooksMetric(String metricName, String help, Type type, Function<Total, OptionalDouble> value) {
        this.metricName = metricName;
        this.help = help;
        this.type = type;
        this.value = value;
    }

    /** Its name without the suffix _total. */
    String metricName() {
        return metricName;
    }

    String help() {
        return help;
    }

    Type type() {
        return type;
    }

    /** Its value; empty where the books do not know it, and where a counter is past the end of what can be shown. */
    OptionalDouble of(Total total) {
        OptionalDouble now = value.apply(total);
        return type == Type.COUNTER && now.orElse(0) < 0 ? OptionalDouble.empty() : now;
    }

    private static Function<Total, OptionalDouble> count(ToLongFunction<Total> count) {
        return total -> OptionalDouble.of((double) count.applyAsLong(total));
    }

    private static Function<Total, OptionalDouble> energy(ToLongFunction<Amount<Unit.Microjoules>> end) {
        return millionths(Footprint::energy, end);
    }

    private static <U extends Unit> Function<Total, OptionalDouble> millionths(
            Function<Footprint, Optional<Amount<U>>> amount, ToLongFunction<Amount<U>> end) {
        return total -> amount.apply(total.footprint())
                .map(a -> OptionalDouble.of((end.applyAsLong(a)
                                - amount.apply(total.corrections())
                                        .map(end::applyAsLong)
                                        .orElse(0L))
                        / 1e6))
                .orElse(OptionalDouble.empty());
    }

    private static <U extends Unit> Function<Total, OptionalDouble> corrections(
            Function<Footprint, Optional<Amount<U>>> amount) {
        return total -> amount.apply(total.corrections())
                .map(a -> OptionalDouble.of(a.central() / 1e6))
                .orElse(OptionalDouble.empty());
    }
}
