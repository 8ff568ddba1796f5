package io.wattledger.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.wattledger.books.Books;
import io.wattledger.ledger.Total;
import io.wattledger.topology.TablesStatus;
import java.time.Instant;
import java.util.Map;

/**
 * What all meters of one scrape are read from.
 *
 * @param series totals by the dimensions that are labels
 * @param byModelAndGpu totals by these two
 * @param overflow by label: values that are in its bucket {@code other}
 */
record Moment(
        Instant at,
        Books books,
        Map<Labels, Total> series,
        Map<Labels, Total> byModelAndGpu,
        Map<String, Integer> overflow,
        TablesStatus tables,
        String version) {}
