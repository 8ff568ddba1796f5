package io.wattledger.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.wattledger.books.Books;
import io.wattledger.topology.TablesStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;

/** The committed books at the moment of the scrape: every {@link Meter}. */
final class BooksCollector implements MultiCollector {

    private final Supplier<Books> books;
    private final SeriesLabels labels;
    private final TablesStatus tables;
    private final String version;

    BooksCollector(Supplier<Books> books, SeriesLabels labels, TablesStatus tables, String version) {
        this.books = books;
        this.labels = labels;
        this.tables = tables;
        this.version = version;
    }

    @Override
    public synchronized MetricSnapshots collect() {
        Books now = books.get();
        labels.see(now);
        Moment moment = new Moment(
                Instant.now(), now, labels.series(now), labels.byModelAndGpu(now), labels.overflow(), tables, version);
        return new MetricSnapshots(Arrays.stream(Meter.values())
                .map(meter -> snapshot(meter, moment))
                .toList());
    }

    private static MetricSnapshot snapshot(Meter meter, Moment moment) {
        return switch (meter.type()) {
            case COUNTER -> counter(meter, moment);
            case GAUGE -> gauge(meter, moment);
            case INFO -> info(meter, moment);
        };
    }

    /** Without values past the end of what can be shown, which are below 0. */
    private static MetricSnapshot counter(Meter meter, Moment moment) {
        var snapshot = CounterSnapshot.builder().name(meter.plainName()).help(meter.help());
        meter.reading().read(moment, (labels, value) -> {
            if (value >= 0) {
                snapshot.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build());
            }
        });
        return snapshot.build();
    }

    private static MetricSnapshot gauge(Meter meter, Moment moment) {
        var snapshot = GaugeSnapshot.builder().name(meter.plainName()).help(meter.help());
        meter.reading()
                .read(
                        moment,
                        (labels, value) -> snapshot.dataPoint(GaugeDataPointSnapshot.builder()
                                .labels(labels)
                                .value(value)
                                .build()));
        return snapshot.build();
    }

    private static MetricSnapshot info(Meter meter, Moment moment) {
        var snapshot = InfoSnapshot.builder().name(meter.plainName()).help(meter.help());
        meter.reading()
                .read(
                        moment,
                        (labels, value) -> snapshot.dataPoint(
                                InfoDataPointSnapshot.builder().labels(labels).build()));
        return snapshot.build();
    }
}
