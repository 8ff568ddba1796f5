package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.catalogue.AdaptedEfficiencies;
import io.wattledger.estimator.catalogue.AdaptedEfficiency;
import io.wattledger.estimator.catalogue.GpuHistory;
import io.wattledger.estimator.catalogue.GpuSpecification;
import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.List;
import java.util.Locale;

/** The last columns of tables B.1 and B.3 of document B: GFLOPS per watt. */
final class GpuColumns {

    private static final double GIGA_PER_TERA = 1e3;

    /** Both tables print TFLOPS with two decimals. */
    private static final double HALF_UNIT_TFLOPS = 0.005;

    private GpuColumns() {}

    static List<Figure> tableB1() {
        Place table = new Place(Document.B, "table B.1");
        return GpuHistory.bundled().rows().stream()
                .map(row -> efficiency(table, row))
                .toList();
    }

    static List<Figure> tableB3() {
        Place table = new Place(Document.B, "table B.3");
        return AdaptedEfficiencies.bundled().rows().stream()
                .map(row -> efficiency(table, row))
                .toList();
    }

    private static Figure efficiency(Place table, GpuSpecification row) {
        return efficiency(
                table,
                row.title() + " " + row.precision().label(),
                row.gflopsPerWatt(),
                row.tflops(),
                row.power().value());
    }

    private static Figure efficiency(Place table, AdaptedEfficiency row) {
        String title = row.title() + " " + row.precision().label();
        return efficiency(
                table,
                row.adapted() == AdaptedEfficiency.Adapted.NO ? title : title + ", for " + row.adapted(),
                row.gflopsPerWatt(),
                row.tflops(),
                row.power().value());
    }

    private static Figure efficiency(Place table, String row, double printed, double tflops, double watts) {
        return table.figure(
                        row,
                        "efficiency",
                        "GFLOPS/W",
                        String.format(Locale.ROOT, "%.2f", printed),
                        GIGA_PER_TERA * tflops / watts,
                        "TFLOPS ÷ watts of the row")
                .withinInputs(GIGA_PER_TERA * HALF_UNIT_TFLOPS / watts, "the printed TFLOPS")
                .holds();
    }
}
