package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Precision;
import java.io.Reader;
import java.util.List;

/**
 * Measured throughput of networks by GPU and precision.
 *
 * @param rows in the order of the document
 */
public record Throughputs(List<Throughput> rows) {

    static final String RESOURCE = "throughput.csv";

    static final List<String> COLUMNS = List.of(
            "task",
            "model",
            "framework",
            "batch_size",
            "gpu",
            "precision",
            "per_second",
            "speed_up",
            "source",
            "source_date");

    public Throughputs {
        rows = List.copyOf(rows);
    }

    /** The table that comes with the estimator. */
    public static Throughputs bundled() {
        return Bundled.TABLE;
    }

    /**
     * Reads a table; does not close the reader.
     *
     * @param name what to call the table in errors
     * @throws CatalogueException if the table is not in order
     */
    public static Throughputs read(Reader reader, String name) {
        return new Throughputs(Table.read(reader, name, COLUMNS).lines().stream()
                .map(Throughputs::row)
                .toList());
    }

    private static Throughput row(Table.Line line) {
        return new Throughput(
                line.text("task"),
                line.text("model"),
                line.text("framework"),
                line.positiveInt("batch_size"),
                line.text("gpu"),
                line.choice("precision", Precision.values(), Precision::label),
                line.number("per_second", 0),
                line.number("speed_up", 0),
                line.text("source"),
                line.date("source_date"));
    }

    /** Read once, when first asked for; it never changes. */
    private static final class Bundled {
        private static final Throughputs TABLE = Resources.read(RESOURCE, Throughputs::read);
    }
}
