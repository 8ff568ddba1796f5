package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Watts;
import java.io.Reader;
import java.util.List;

/**
 * Peak FLOPS and power of GPUs since 2010, one row per GPU and precision, as a document compiled them.
 *
 * @param rows in the order of the document
 */
public record GpuHistory(List<GpuSpecification> rows) {

    static final String RESOURCE = "gpu-history.csv";

    static final List<String> COLUMNS = List.of(
            "gpu",
            "title",
            "precision",
            "tflops",
            "watts",
            "launched",
            "type",
            "gflops_per_watt",
            "source",
            "source_date");

    public GpuHistory {
        rows = List.copyOf(rows);
    }

    /** The table that comes with the estimator. */
    public static GpuHistory bundled() {
        return Bundled.TABLE;
    }

    /**
     * Reads a table; does not close the reader.
     *
     * @param name what to call the table in errors
     * @throws CatalogueException if the table is not in order
     */
    public static GpuHistory read(Reader reader, String name) {
        return new GpuHistory(Table.read(reader, name, COLUMNS).lines().stream()
                .map(GpuHistory::row)
                .toList());
    }

    private static GpuSpecification row(Table.Line line) {
        return new GpuSpecification(
                line.text("gpu"),
                line.text("title"),
                line.choice("precision", Precision.values(), Precision::label),
                line.number("tflops", 0),
                new Watts(line.number("watts", 0)),
                line.day("launched"),
                line.text("type"),
                line.number("gflops_per_watt", 0),
                line.text("source"),
                line.date("source_date"));
    }

    /** Read once, when first asked for; it never changes. */
    private static final class Bundled {
        private static final GpuHistory TABLE = Resources.read(RESOURCE, GpuHistory::read);
    }
}
