package io.wattledger.metrics;

import static io.wattledger.metrics.Reading.budgets;
import static io.wattledger.metrics.Reading.central;
import static io.wattledger.metrics.Reading.corrections;
import static io.wattledger.metrics.Reading.count;
import static io.wattledger.metrics.Reading.later;
import static io.wattledger.metrics.Reading.measured;
import static io.wattledger.metrics.Reading.millionths;
import static io.wattledger.metrics.Reading.series;
import static io.wattledger.metrics.Reading.table;
import static io.wattledger.metrics.Reading.time;
import static io.wattledger.metrics.Reading.windows;

import io.prometheus.metrics.model.snapshots.Labels;
import io.wattledger.books.Counts;
import io.wattledger.books.Later;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import io.wattledger.topology.TableStatus;
import java.util.List;

/**
 * Every meter of the books: its name, type, unit, labels and help, and where its values come from. The scrape and the reference
 * page are made from it.
 *
 * <p>Values are absolute, from what was committed. Counters hold what was booked and what was priced late, which only grows.
 * Corrections may take away, and a counter that falls would look to Prometheus like one that began again, so they are gauges
 * beside them: what the books say is the sum of both. Low and high are meters of their own, so that a sum over a label makes
 * sense.
 */
enum Meter {
    REQUESTS(
            "requests",
            Type.COUNTER,
            Unit.NONE,
            Labelling.SERIES,
            "Inference requests booked.",
            series(count(total -> total.usage().requests()))),
    LATE_REQUESTS(
            "late_requests",
            Type.COUNTER,
            Unit.NONE,
            Labelling.SERIES,
            "Requests booked that arrived out of time order.",
            series(count(total -> total.usage().lateRequests()))),
    UNPRICED_REQUESTS(
            "unpriced_requests",
            Type.GAUGE,
            Unit.NONE,
            Labelling.SERIES,
            "Requests in the books without energy now, because the cost table has no cost for them.",
            series(count(Total::unpricedRequests))),
    INFERENCES(
            "inferences",
            Type.COUNTER,
            Unit.NONE,
            Labelling.SERIES,
            "Inferences booked.",
            series(count(total -> total.usage().inferences()))),
    TOKENS(
            "tokens",
            Type.COUNTER,
            Unit.NONE,
            Labelling.SERIES_AND_TYPE,
            "Tokens booked, by type: `input` without those that came from a cache, `cached_input`, `output`.",
            Reading::tokens),
    ENERGY(
            "energy_joules",
            Type.COUNTER,
            Unit.JOULES,
            Labelling.SERIES,
            "Energy at the accelerator and its share of the host.",
            series(millionths(Footprint::energy, Amount::central))),
    ENERGY_LOW(
            "energy_low_joules",
            Type.COUNTER,
            Unit.JOULES,
            Labelling.SERIES,
            "Lower end of the 90 % range of the energy.",
            series(millionths(Footprint::energy, Amount::low))),
    ENERGY_HIGH(
            "energy_high_joules",
            Type.COUNTER,
            Unit.JOULES,
            Labelling.SERIES,
            "Upper end of the 90 % range of the energy.",
            series(millionths(Footprint::energy, Amount::high))),
    FACILITY_ENERGY(
            "facility_energy_joules",
            Type.COUNTER,
            Unit.JOULES,
            Labelling.SERIES,
            "Energy with the overhead of the facility (PUE).",
            series(millionths(Footprint::facilityEnergy, Amount::central))),
    WATER(
            "water_litres",
            Type.COUNTER,
            Unit.LITRES,
            Labelling.SERIES,
            "Water on site and behind the electricity.",
            series(millionths(Footprint::water, Amount::central))),
    WATER_LOW(
            "water_low_litres",
            Type.COUNTER,
            Unit.LITRES,
            Labelling.SERIES,
            "Lower end of the 90 % range of the water.",
            series(millionths(Footprint::water, Amount::low))),
    WATER_HIGH(
            "water_high_litres",
            Type.COUNTER,
            Unit.LITRES,
            Labelling.SERIES,
            "Upper end of the 90 % range of the water.",
            series(millionths(Footprint::water, Amount::high))),
    CARBON(
            "carbon_grams",
            Type.COUNTER,
            Unit.GRAMS,
            Labelling.SERIES,
            "CO2e of the electricity.",
            series(millionths(Footprint::carbon, Amount::central))),
    CARBON_LOW(
            "carbon_low_grams",
            Type.COUNTER,
            Unit.GRAMS,
            Labelling.SERIES,
            "Lower end of the 90 % range of the CO2e.",
            series(millionths(Footprint::carbon, Amount::low))),
    CARBON_HIGH(
            "carbon_high_grams",
            Type.COUNTER,
            Unit.GRAMS,
            Labelling.SERIES,
            "Upper end of the 90 % range of the CO2e.",
            series(millionths(Footprint::carbon, Amount::high))),
    ENERGY_CORRECTIONS(
            "energy_corrections_joules",
            Type.GAUGE,
            Unit.JOULES,
            Labelling.SERIES,
            "What corrections made of the energy; below 0 where they took away.",
            series(corrections(Footprint::energy))),
    FACILITY_ENERGY_CORRECTIONS(
            "facility_energy_corrections_joules",
            Type.GAUGE,
            Unit.JOULES,
            Labelling.SERIES,
            "What corrections made of the energy of the facility.",
            series(corrections(Footprint::facilityEnergy))),
    WATER_CORRECTIONS(
            "water_corrections_litres",
            Type.GAUGE,
            Unit.LITRES,
            Labelling.SERIES,
            "What corrections made of the water.",
            series(corrections(Footprint::water))),
    CARBON_CORRECTIONS(
            "carbon_corrections_grams",
            Type.GAUGE,
            Unit.GRAMS,
            Labelling.SERIES,
            "What corrections made of the CO2e.",
            series(corrections(Footprint::carbon))),
    WINDOW_REQUESTS(
            "window_requests",
            Type.GAUGE,
            Unit.NONE,
            Labelling.WINDOW,
            "Requests of the running window (`state` `current`) and of the one before it (`closed`), of a minute, an hour and a"
                    + " day (`window`), by the time of the event, UTC.",
            windows(count(total -> total.usage().requests()))),
    WINDOW_ENERGY(
            "window_energy_joules",
            Type.GAUGE,
            Unit.JOULES,
            Labelling.WINDOW,
            "Energy of the same windows, corrections included.",
            windows(central(Footprint::energy))),
    WINDOW_WATER(
            "window_water_litres",
            Type.GAUGE,
            Unit.LITRES,
            Labelling.WINDOW,
            "Water of the same windows, corrections included.",
            windows(central(Footprint::water))),
    WINDOW_CARBON(
            "window_carbon_grams",
            Type.GAUGE,
            Unit.GRAMS,
            Labelling.WINDOW,
            "CO2e of the same windows, corrections included.",
            windows(central(Footprint::carbon))),
    BUDGET_ENERGY(
            "budget_energy_joules",
            Type.GAUGE,
            Unit.JOULES,
            Labelling.TEAM,
            "Energy that a team may use in a calendar month (`budgets`); every instance shows it.",
            budgets(Budget::joules)),
    BUDGET_WATER(
            "budget_water_litres",
            Type.GAUGE,
            Unit.LITRES,
            Labelling.TEAM,
            "Water that a team may use in a calendar month.",
            budgets(Budget::litres)),
    BUDGET_CARBON(
            "budget_carbon_grams",
            Type.GAUGE,
            Unit.GRAMS,
            Labelling.TEAM,
            "CO2e that a team may cause in a calendar month.",
            budgets(Budget::grams)),
    BUDGET_USED(
            "budget_used_ratio",
            Type.GAUGE,
            Unit.RATIO,
            Labelling.TEAM_AND_QUANTITY,
            "Share of its budget that a team used in this calendar month (`totals.month-zone`), by quantity: `energy`, `water`,"
                    + " `carbon`; corrections included, 1 is all of it. The instance that works on the team's partition shows it, from"
                    + " the month's first event on.",
            Reading::budgetUsed),
    MEASURED_ENERGY(
            "measured_energy_joules",
            Type.GAUGE,
            Unit.JOULES,
            Labelling.MODEL_AND_GPU,
            "Measured energy of requests that have an estimate beside it.",
            measured((truth, estimate) -> truth)),
    MEASURED_ESTIMATE(
            "measured_estimate_joules",
            Type.GAUGE,
            Unit.JOULES,
            Labelling.MODEL_AND_GPU,
            "What the estimate of the same requests says. A gauge, as a correction of a cost changes its estimates.",
            measured((truth, estimate) -> estimate)),
    ESTIMATE_ERROR(
            "estimate_error_ratio",
            Type.GAUGE,
            Unit.RATIO,
            Labelling.MODEL_AND_GPU,
            "Estimated over measured energy of the requests that were measured; 1 is right. For people who look: queries over"
                    + " several instances divide the two sums.",
            measured((truth, estimate) -> estimate / truth)),
    EVENTS(
            "events",
            Type.COUNTER,
            Unit.NONE,
            Labelling.OUTCOME,
            "Events read, by what became of them; each event is in exactly one.",
            Reading::outcomes),
    REJECTED_EVENTS(
            "rejected_events",
            Type.COUNTER,
            Unit.NONE,
            Labelling.REASON,
            "Events refused, by reason. They are kept in the topic rejected-events.",
            Reading::reasons),
    LAST_EVENT(
            "last_event_timestamp_seconds",
            Type.GAUGE,
            Unit.SECONDS,
            Labelling.NONE,
            "Time of the latest event in the books, since the epoch.",
            time(Counts::latestOccurred)),
    LAST_ARRIVAL(
            "last_arrival_timestamp_seconds",
            Type.GAUGE,
            Unit.SECONDS,
            Labelling.NONE,
            "When the latest event that was read arrived in Kafka, since the epoch.",
            time(Counts::latestArrival)),
    CONSUMER_LAG(
            "consumer_lag_records",
            Type.GAUGE,
            Unit.NONE,
            Labelling.TOPIC_PARTITION,
            "Records that wait: events to be booked, journal entries to be totalled.",
            Reading::lags),
    UNSETTLED_REQUESTS(
            "unsettled_requests",
            Type.GAUGE,
            Unit.NONE,
            Labelling.NONE,
            "Requests that are booked in the journal and not in the totals yet; of several instances the sum counts.",
            (moment, points) -> points.add(Labels.EMPTY, (double) moment.books().unsettled())),
    KEYLESS_EVENTS(
            "keyless_events",
            Type.COUNTER,
            Unit.NONE,
            Labelling.PARTITION,
            "Events that came without a key and were handed on to where their copies meet.",
            later(Later::handedOn)),
    LATE_PRICED_REQUESTS(
            "late_priced_requests",
            Type.COUNTER,
            Unit.NONE,
            Labelling.PARTITION,
            "Requests that were booked without energy and got it when a cost arrived.",
            later(Later::latePriced)),
    WITHDRAWN_REQUESTS(
            "withdrawn_requests",
            Type.COUNTER,
            Unit.NONE,
            Labelling.PARTITION,
            "Requests that lost their energy, because the cost revision was withdrawn.",
            later(Later::withdrawn)),
    EXPIRED_REQUESTS(
            "expired_requests",
            Type.COUNTER,
            Unit.NONE,
            Labelling.PARTITION,
            "Requests that stay without energy, because their usage is no longer kept.",
            later(Later::expired)),
    PARKED_REQUESTS(
            "parked_requests",
            Type.GAUGE,
            Unit.NONE,
            Labelling.NONE,
            "Requests that wait for a cost now.",
            Reading::parked),
    OLDEST_PARKED(
            "oldest_parked_age_seconds",
            Type.GAUGE,
            Unit.SECONDS,
            Labelling.NONE,
            "Age of the oldest request that waits for a cost; 0 if none does.",
            Reading::oldestParked),
    JOURNAL_ENTRIES(
            "journal_entries",
            Type.COUNTER,
            Unit.NONE,
            Labelling.PARTITION,
            "Journal entries; the exemplar names the last one.",
            Reading::entries),
    CORRECTIONS(
            "corrections",
            Type.COUNTER,
            Unit.NONE,
            Labelling.PARTITION,
            "Journal entries that corrected booked usage.",
            later(Later::corrections)),
    RERATED_CELLS(
            "rerated_cells",
            Type.COUNTER,
            Unit.NONE,
            Labelling.PARTITION,
            "Cells of usage that re-rating looked at.",
            later(Later::rerated)),
    RERATING_ROWS_BEHIND(
            "rerating_rows_behind",
            Type.GAUGE,
            Unit.NONE,
            Labelling.TABLE,
            "Rows of the table that some usage is not yet re-rated for.",
            Reading::rowsBehind),
    TABLE_KEYS(
            "table_keys",
            Type.GAUGE,
            Unit.NONE,
            Labelling.TABLE,
            "Keys with a row: models on GPUs with a cost, regions with site factors.",
            table(TableStatus::rows)),
    IGNORED_TABLE_ROWS(
            "ignored_table_rows",
            Type.GAUGE,
            Unit.NONE,
            Labelling.TABLE,
            "Rows that could not be read or that physics refuses.",
            table(TableStatus::ignoredRows)),
    CONTRADICTED_REVISIONS(
            "contradicted_revisions",
            Type.GAUGE,
            Unit.NONE,
            Labelling.TABLE,
            "Revisions that were published again with other figures.",
            table(TableStatus::contradictions)),
    OVERLAPPING_REVISIONS(
            "overlapping_revisions",
            Type.GAUGE,
            Unit.NONE,
            Labelling.TABLE,
            "Revisions that rows brought although another one still covered their time.",
            table(TableStatus::overlaps)),
    LABEL_OVERFLOW(
            "label_overflow",
            Type.COUNTER,
            Unit.NONE,
            Labelling.LABEL,
            "Values of a label that were seen beyond `metrics.max-values`, and are in its bucket `other`.",
            Reading::overflow),
    HTTP_REQUESTS(
            "http_requests",
            Type.COUNTER,
            Unit.NONE,
            Labelling.ROUTE_AND_STATUS,
            "Answers over HTTP since the instance began, by endpoint and status; `other` is no endpoint.",
            Reading.counted(HttpTraffic::answers)),
    HTTP_EVENTS(
            "http_events",
            Type.COUNTER,
            Unit.NONE,
            Labelling.HTTP_OUTCOME,
            "Events that came over HTTP since the instance began, by what they were answered; what is `accepted` is in Kafka, and its fate in `wattledger_events_total`.",
            Reading.counted(HttpTraffic::events)),
    BUILD("build", Type.INFO, Unit.NONE, Labelling.VERSION, "Always 1; the version is a label.", Reading::version);

    private static final String PREFIX = "wattledger_";

    /** How Prometheus is to take it. */
    enum Type {
        /** It only grows. */
        COUNTER("_total"),
        /** It may fall. */
        GAUGE(""),
        /** Its labels say it. */
        INFO("_info");

        private final String suffix;

        Type(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Base units, as Prometheus asks for. */
    enum Unit {
        NONE,
        JOULES,
        LITRES,
        GRAMS,
        SECONDS,
        RATIO
    }

    /** Which labels its series have. */
    enum Labelling {
        NONE,
        /** Those of {@code metrics.labels}. */
        SERIES("partition"),
        SERIES_AND_TYPE("partition", "type"),
        /** Those of {@code metrics.window-labels}. */
        WINDOW("window", "state"),
        TEAM("team"),
        TEAM_AND_QUANTITY("team", "quantity"),
        MODEL_AND_GPU("model", "gpu"),
        OUTCOME("outcome", "partition"),
        REASON("reason", "partition"),
        TABLE("table"),
        PARTITION("partition"),
        TOPIC_PARTITION("topic", "partition"),
        LABEL("label"),
        ROUTE_AND_STATUS("route", "status"),
        HTTP_OUTCOME("outcome"),
        VERSION("version");

        @SuppressWarnings("ImmutableEnumChecker") // A list that nobody can change.
        private final List<String> names;

        Labelling(String... names) {
            this.names = List.of(names);
        }

        /** Names of the labels, after those of the dimensions if it has them. */
        List<String> names() {
            return names;
        }

        /** Whether it has a series for each combination of the dimensions that are labels. */
        boolean byDimensions() {
            return this == SERIES || this == SERIES_AND_TYPE;
        }
    }

    private final String plainName;
    private final Type type;
    private final Unit unit;
    private final Labelling labelling;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Reading reading;

    Meter(String plainName, Type type, Unit unit, Labelling labelling, String help, Reading reading) {
        this.plainName = plainName;
        this.type = type;
        this.unit = unit;
        this.labelling = labelling;
        this.help = help;
        this.reading = reading;
    }

    /** Its name without the suffix of its type. */
    String plainName() {
        return PREFIX + plainName;
    }

    /** The name of its series. */
    String seriesName() {
        return plainName() + type.suffix;
    }

    Type type() {
        return type;
    }

    Unit unit() {
        return unit;
    }

    Labelling labelling() {
        return labelling;
    }

    String help() {
        return help;
    }

    Reading reading() {
        return reading;
    }
}
