package io.wattledger.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.wattledger.books.LiveBooks;
import io.wattledger.books.OwnBooks;
import io.wattledger.books.WindowedBooks;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Window;
import io.wattledger.topology.TablesStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The committed books at the moment of the scrape: every {@link Meter}. */
final class BooksCollector implements MultiCollector {

    private final LiveBooks books;
    private final SeriesLabels labels;
    private final SeriesLabels windowLabels;
    private final Map<String, Budget> budgets;
    private final TablesStatus tables;
    private final HttpTraffic traffic;
    private final String version;

    BooksCollector(
            LiveBooks books,
            SeriesLabels labels,
            SeriesLabels windowLabels,
            Map<String, Budget> budgets,
            TablesStatus tables,
            HttpTraffic traffic,
            String version) {
        this.books = books;
        this.labels = labels;
        this.windowLabels = windowLabels;
        this.budgets = budgets;
        this.tables = tables;
        this.traffic = traffic;
        this.version = version;
    }

    /** Of books that are not read yet only what does not come from them: a counter that is low for a moment would be counted twice. */
    @Override
    public synchronized MetricSnapshots collect() {
        Optional<OwnBooks> own = books.own();
        Moment moment = moment(own.orElse(OwnBooks.NONE), Instant.now());
        return new MetricSnapshots(Arrays.stream(Meter.values())
                .filter(meter -> own.isPresent() || meter.type() == Meter.Type.INFO)
                .map(meter -> snapshot(meter, moment))
                .toList());
    }

    private Moment moment(OwnBooks own, Instant at) {
        labels.see(own);
        windowLabels.see(own);
        return new Moment(
                at,
                own,
                own.allCounts(),
                labels.byPartition(own),
                labels.byModelAndGpu(own),
                windowLabels.seriesOf(own),
                windows(at.toEpochMilli()),
                budgets,
                labels.overflow(),
                tables,
                traffic,
                version);
    }

    private List<Moment.WindowAt> windows(long now) {
        List<Moment.WindowAt> windows = new ArrayList<>();
        for (Window window : Window.values()) {
            long current = window.start(now);
            long closed = window.start(current - 1);
            WindowedBooks found = books.ownWindows(window, closed, current + 1);
            add(windows, window, "current", current, found);
            add(windows, window, "closed", closed, found);
        }
        return windows;
    }

    private void add(List<Moment.WindowAt> to, Window window, String state, long start, WindowedBooks found) {
        if (found.knownFrom() > start) {
            return;
        }
        Map<Dimensions, Total> totals = new HashMap<>();
        found.rows().stream()
                .filter(row -> row.start() == start)
                .forEach(row -> totals.put(row.dimensions(), row.total()));
        to.add(new Moment.WindowAt(Labels.of("state", state, "window", window.label()), windowLabels.by(totals)));
    }

    private static MetricSnapshot snapshot(Meter meter, Moment moment) {
        return switch (meter.type()) {
            case COUNTER -> counter(meter, moment);
            case GAUGE -> gauge(meter, moment);
            case INFO -> info(meter, moment);
        };
    }

    private static MetricSnapshot counter(Meter meter, Moment moment) {
        var snapshot = CounterSnapshot.builder().name(meter.plainName()).help(meter.help());
        meter.reading().read(moment, new CounterPoints(snapshot));
        return snapshot.build();
    }

    /** Without values past the end of what can be shown, which are below 0. */
    private record CounterPoints(CounterSnapshot.Builder snapshot) implements Reading.Points {

        @Override
        public void add(Labels labels, double value) {
            if (value >= 0) {
                snapshot.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build());
            }
        }

        @Override
        public void add(Labels labels, double value, Labels example) {
            snapshot.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(labels)
                    .value(value)
                    .exemplar(Exemplar.builder().value(1).labels(example).build())
                    .build());
        }
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
