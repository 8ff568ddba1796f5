package io.wattledger.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.wattledger.books.Books;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Total;
import java.util.List;

/**
 * How far the estimates are off, by model and GPU, where requests came with measured energy. The ratio is for people who look;
 * queries over several instances divide the two sums, which are gauges because a correction of a cost changes its estimates.
 */
final class EstimateError {

    private EstimateError() {}

    static List<MetricSnapshot> of(Books books) {
        var measured = GaugeSnapshot.builder()
                .name("wattledger_measured_energy_joules")
                .help("Measured energy of requests that have an estimate beside it, joules.");
        var estimated = GaugeSnapshot.builder()
                .name("wattledger_measured_estimate_joules")
                .help("What the estimate of the same requests says, joules.");
        var ratio = GaugeSnapshot.builder()
                .name("wattledger_estimate_error_ratio")
                .help("Estimated over measured energy of the requests that were measured; 1 is right.");
        books.by(dimensions -> Labels.of("model", dimensions.modelId(), "gpu", dimensions.gpu()))
                .forEach((labels, total) -> {
                    double truth = total.compared() / 1e6;
                    double estimate = estimate(total);
                    if (truth > 0 && estimate > 0) {
                        measured.dataPoint(point(labels, truth));
                        estimated.dataPoint(point(labels, estimate));
                        ratio.dataPoint(point(labels, estimate / truth));
                    }
                });
        return List.of(measured.build(), estimated.build(), ratio.build());
    }

    private static double estimate(Total total) {
        return total.footprint().estimatedEnergy().map(Amount::central).orElse(0L) / 1e6;
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
