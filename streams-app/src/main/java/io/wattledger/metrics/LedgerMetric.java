package io.wattledger.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.wattledger.books.Later;
import io.wattledger.topology.TableStatus;
import io.wattledger.topology.TablesStatus;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToLongFunction;

/** What becomes of usage after it was booked, and how the tables stand. Without labels. */
enum LedgerMetric {
    KEYLESS_EVENTS(
            "wattledger_keyless_events",
            "Events that came without a key and were handed on to where their copies meet.",
            BooksMetric.Type.COUNTER,
            later(Later::handedOn)),
    LATE_PRICED_REQUESTS(
            "wattledger_late_priced_requests",
            "Requests that were booked without energy and got it when a cost arrived.",
            BooksMetric.Type.COUNTER,
            later(Later::latePriced)),
    WITHDRAWN_REQUESTS(
            "wattledger_withdrawn_requests",
            "Requests that lost their energy, because the cost revision was withdrawn.",
            BooksMetric.Type.COUNTER,
            later(Later::withdrawn)),
    EXPIRED_REQUESTS(
            "wattledger_expired_requests",
            "Requests that stay without energy, because their usage is no longer kept.",
            BooksMetric.Type.COUNTER,
            later(Later::expired)),
    CORRECTIONS(
            "wattledger_corrections",
            "Journal entries that corrected booked usage.",
            BooksMetric.Type.COUNTER,
            later(Later::corrections)),
    JOURNAL_ENTRIES("wattledger_journal_entries", "Journal entries.", BooksMetric.Type.COUNTER, later(Later::entries)),
    RERATED_CELLS(
            "wattledger_rerated_cells",
            "Cells of usage that re-rating looked at.",
            BooksMetric.Type.COUNTER,
            later(Later::rerated)),
    PARKED_REQUESTS(
            "wattledger_parked_requests",
            "Requests that wait for a cost now.",
            BooksMetric.Type.GAUGE,
            later(Later::waiting)),
    OLDEST_PARKED(
            "wattledger_oldest_parked_age_seconds",
            "Age of the oldest request that waits for a cost, seconds; 0 if none does.",
            BooksMetric.Type.GAUGE,
            (later, tables) -> later.oldestWaiting()
                    .map(minute -> Math.max(0, (System.currentTimeMillis() - minute.toEpochMilli()) / 1e3))
                    .orElse(0.0)),
    COST_ROWS_BEHIND(
            "wattledger_rerating_cost_rows_behind",
            "Rows of inference-costs that some usage is not yet re-rated for.",
            BooksMetric.Type.GAUGE,
            (later, tables) -> behind(tables.costs(), later.costsOffset())),
    SITE_ROWS_BEHIND(
            "wattledger_rerating_site_rows_behind",
            "Rows of site-factors that some usage is not yet re-rated for.",
            BooksMetric.Type.GAUGE,
            (later, tables) -> behind(tables.sites(), later.sitesOffset())),
    COST_KEYS("wattledger_cost_keys", "Models on GPUs with a cost.", BooksMetric.Type.GAUGE, costs(TableStatus::rows)),
    SITE_KEYS("wattledger_site_keys", "Regions with site factors.", BooksMetric.Type.GAUGE, sites(TableStatus::rows)),
    IGNORED_COST_ROWS(
            "wattledger_ignored_cost_rows",
            "Rows of inference-costs that could not be read or that physics refuses.",
            BooksMetric.Type.GAUGE,
            costs(TableStatus::ignoredRows)),
    IGNORED_SITE_ROWS(
            "wattledger_ignored_site_rows",
            "Rows of site-factors that could not be read or that physics refuses.",
            BooksMetric.Type.GAUGE,
            sites(TableStatus::ignoredRows)),
    CONTRADICTED_COST_REVISIONS(
            "wattledger_contradicted_cost_revisions",
            "Cost revisions that were published again with other figures.",
            BooksMetric.Type.GAUGE,
            costs(TableStatus::contradictions)),
    CONTRADICTED_SITE_REVISIONS(
            "wattledger_contradicted_site_revisions",
            "Site revisions that were published again with other figures.",
            BooksMetric.Type.GAUGE,
            sites(TableStatus::contradictions)),
    OVERLAPPING_COST_REVISIONS(
            "wattledger_overlapping_cost_revisions",
            "Cost revisions that rows brought although another one still covered their time.",
            BooksMetric.Type.GAUGE,
            costs(TableStatus::overlaps)),
    OVERLAPPING_SITE_REVISIONS(
            "wattledger_overlapping_site_revisions",
            "Site revisions that rows brought although another one still covered their time.",
            BooksMetric.Type.GAUGE,
            sites(TableStatus::overlaps));

    private final String metricName;
    private final String help;
    private final BooksMetric.Type type;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final ToDoubleBiFunction<Later, TablesStatus> value;

    LedgerMetric(String metricName, String help, BooksMetric.Type type, ToDoubleBiFunction<Later, TablesStatus> value) {
        this.metricName = metricName;
        this.help = help;
        this.type = type;
        this.value = value;
    }

    MetricSnapshot of(Later later, TablesStatus tables) {
        double now = value.applyAsDouble(later, tables);
        return switch (type) {
            case COUNTER ->
                CounterSnapshot.builder()
                        .name(metricName)
                        .help(help)
                        .dataPoint(CounterDataPointSnapshot.builder().value(now).build())
                        .build();
            case GAUGE ->
                GaugeSnapshot.builder()
                        .name(metricName)
                        .help(help)
                        .dataPoint(GaugeDataPointSnapshot.builder().value(now).build())
                        .build();
        };
    }

    private static ToDoubleBiFunction<Later, TablesStatus> later(ToLongFunction<Later> value) {
        return (later, tables) -> value.applyAsLong(later);
    }

    private static ToDoubleBiFunction<Later, TablesStatus> costs(ToLongFunction<TableStatus> value) {
        return (later, tables) -> value.applyAsLong(tables.costs());
    }

    private static ToDoubleBiFunction<Later, TablesStatus> sites(ToLongFunction<TableStatus> value) {
        return (later, tables) -> value.applyAsLong(tables.sites());
    }

    private static double behind(TableStatus table, long rerated) {
        return Math.max(0, table.nextOffset() - rerated);
    }
}
