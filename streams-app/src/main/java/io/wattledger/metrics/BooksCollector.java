package io.wattledger.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.wattledger.books.Books;
import io.wattledger.books.Counts;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import io.wattledger.topology.TablesStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The committed books at the moment of the scrape. */
final class BooksCollector implements MultiCollector {

    private final Supplier<Books> books;
    private final TablesStatus tables;

    BooksCollector(Supplier<Books> books, TablesStatus tables) {
        this.books = books;
        this.tables = tables;
    }

    @Override
    public MetricSnapshots collect() {
        Books now = books.get();
        List<MetricSnapshot> snapshots = new ArrayList<>();
        snapshots.add(events(now.counts()));
        snapshots.add(rejected(now.counts()));
        for (LedgerMetric metric : LedgerMetric.values()) {
            snapshots.add(metric.of(now.counts().later(), tables));
        }
        snapshots.addAll(EstimateError.of(now));
        Map<Labels, Total> series = now.by(BooksCollector::labels);
        for (BooksMetric metric : BooksMetric.values()) {
            snapshots.add(metric.type() == BooksMetric.Type.COUNTER ? counter(metric, series) : gauge(metric, series));
        }
        return new MetricSnapshots(snapshots);
    }

    private static Labels labels(Dimensions dimensions) {
        return Labels.of(
                "team", dimensions.team(),
                "model", dimensions.modelId(),
                "gpu", dimensions.gpu(),
                "region", dimensions.region());
    }

    private static CounterSnapshot counter(BooksMetric metric, Map<Labels, Total> series) {
        var snapshot = CounterSnapshot.builder().name(metric.metricName()).help(metric.help());
        series.forEach(
                (labels, total) -> metric.of(total).ifPresent(value -> snapshot.dataPoint(point(labels, value))));
        return snapshot.build();
    }

    private static GaugeSnapshot gauge(BooksMetric metric, Map<Labels, Total> series) {
        var snapshot = GaugeSnapshot.builder().name(metric.metricName()).help(metric.help());
        series.forEach((labels, total) -> metric.of(total)
                .ifPresent(value -> snapshot.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build())));
        return snapshot.build();
    }

    private static CounterSnapshot events(Counts counts) {
        return CounterSnapshot.builder()
                .name("wattledger_events")
                .help("Events read, by what became of them; each event is in exactly one.")
                .dataPoint(point(Labels.of("outcome", "booked"), (double) counts.booked()))
                .dataPoint(point(Labels.of("outcome", "parked"), (double) counts.parked()))
                .dataPoint(point(Labels.of("outcome", "duplicate"), (double) counts.duplicate()))
                .dataPoint(point(Labels.of("outcome", "rejected"), (double) counts.rejected()))
                .build();
    }

    private static CounterSnapshot rejected(Counts counts) {
        var snapshot = CounterSnapshot.builder()
                .name("wattledger_rejected_events")
                .help("Events refused, by reason. They are kept in the topic rejected-events.");
        counts.rejectedByReason()
                .forEach((reason, n) -> snapshot.dataPoint(point(Labels.of("reason", reason), (double) n)));
        return snapshot.build();
    }

    private static CounterDataPointSnapshot point(Labels labels, double value) {
        return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
