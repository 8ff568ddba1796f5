package io.wattledger.metrics;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference page of the metrics, made from their declarations. */
public final class MetricsReference {

    private MetricsReference() {}

    /** The page, as Markdown. */
    public static String markdown() {
        return """
                # Metrics

                Made from the declarations in `Meter.java`; `mvn verify` holds it fresh. An instance serves them at `/metrics`, in
                the Prometheus text format or as OpenMetrics when the scraper asks for it, beside those of Kafka Streams and its
                clients (`kafka_*`) and of the JVM (`jvm_*`, `process_*`, `system_*`).

                Values are absolute and come from what was committed: a restart, an aborted transaction or a replay counts nothing
                twice. An instance shows the partitions that it works on; `sum without (instance)` adds up all instances. Each counter
                is of one partition (label `partition`: of footprint-journal where there are dimensions, else of inference-events) and moves
                with it from one instance to another: none falls when that happens, and rates stay right.
                Only those of HTTP (`wattledger_http_*`) are of the process and begin again with it.

                Counters hold what was booked and what was priced late. Corrections (a revision into the past, a withdrawn cost) may
                take away, so they are gauges beside the counters: what the books say is the sum of both.

                Outcomes, reasons, types and windows begin at 0. A combination of dimensions is not known before its first request,
                and so its series begin with what that came to: `increase()` and `rate()` miss the first requests of a combination. The
                gauges of windows and the reports miss nothing.

                `metrics.labels` says which dimensions are labels, `metrics.max-values` how many values a label may have. Values
                beyond that are added up under `other`, and `wattledger_label_overflow_total` counts them.

                `wattledger audit --metrics FILE` writes `wattledger_audit_differences`, `wattledger_audit_not_read_records` and
                `wattledger_audit_last_run_timestamp_seconds` for the text collector of node_exporter.

                | name | type | unit | labels | what it says |
                | --- | --- | --- | --- | --- |
                """ + Stream.of(Meter.values()).map(MetricsReference::row).collect(Collectors.joining());
    }

    private static String row(Meter meter) {
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        meter.seriesName(),
                        word(meter.type()),
                        meter.unit() == Meter.Unit.NONE ? "" : word(meter.unit()),
                        labels(meter.labelling()),
                        meter.help());
    }

    private static String labels(Meter.Labelling labelling) {
        List<String> dimensions = labelling.byDimensions()
                ? List.of("`metrics.labels`")
                : labelling == Meter.Labelling.WINDOW ? List.of("`metrics.window-labels`") : List.of();
        return Stream.concat(dimensions.stream(), labelling.names().stream().map("`%s`"::formatted))
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
