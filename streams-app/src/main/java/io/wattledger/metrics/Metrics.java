package io.wattledger.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wattledger.books.LiveBooks;
import io.wattledger.topology.TablesStatus;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** All metrics of an instance: the books, Kafka Streams and its clients, the JVM. */
public final class Metrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final KafkaStreamsMetrics streamsMetrics;
    private final HttpTraffic traffic = new HttpTraffic();

    /**
     * @param books asked at each scrape
     * @param labels of the series
     * @param windowLabels of the series of windows
     * @param budgets by team
     */
    public Metrics(
            KafkaStreams streams,
            LiveBooks books,
            TablesStatus tables,
            SeriesLabels labels,
            SeriesLabels windowLabels,
            Map<String, Budget> budgets,
            String version) {
        registry.config().meterFilter(new PrometheusNames());
        streamsMetrics = new KafkaStreamsMetrics(streams);
        List<MeterBinder> binders = List.of(
                gc,
                streamsMetrics,
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ClassLoaderMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics());
        binders.forEach(binder -> binder.bindTo(registry));
        registry.getPrometheusRegistry()
                .register(new BooksCollector(books, labels, windowLabels, budgets, tables, traffic, version));
    }

    /** Takes note of what HTTP answers. */
    public HttpTraffic traffic() {
        return traffic;
    }

    /**
     * One scrape.
     *
     * @param accept the content types that the scraper takes, as in the header Accept
     */
    public Scrape scrape(@Nullable String accept) {
        String contentType = accept != null && accept.contains(OPEN_METRICS) ? OPEN_METRICS_1 : TEXT;
        return new Scrape(contentType, registry.scrape(contentType));
    }

    /** A scrape in one of the two text formats. */
    public record Scrape(String contentType, String body) {}

    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_1 = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    @Override
    public void close() {
        streamsMetrics.close();
        gc.close();
        registry.close();
    }
}
