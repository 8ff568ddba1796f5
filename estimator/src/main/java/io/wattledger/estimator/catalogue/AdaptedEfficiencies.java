package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Watts;
import io.wattledger.estimator.catalogue.AdaptedEfficiency.Adapted;
import java.io.Reader;
import java.util.List;
import java.util.Locale;

/**
 * FLOPS per watt of GPUs, those of newer ones adapted to what networks achieve.
 *
 * @param rows in the order of the document
 */
public record AdaptedEfficiencies(List<AdaptedEfficiency> rows) {

    static final String RESOURCE = "adapted-efficiency.csv";

    static final List<String> COLUMNS = List.of(
            "adapted",
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

    public AdaptedEfficiencies {
        rows = List.copyOf(rows);
    }

    /** The table that comes with the estimator. */
    public static AdaptedEfficiencies bundled() {
        return Bundled.TABLE;
    }

    /**
     * Reads a table; does not close the reader.
     *
     * @param name what to call the table in errors
     * @throws CatalogueException if the table is not in order
     */
    public static AdaptedEfficiencies read(Reader reader, String name) {
        return new AdaptedEfficiencies(Table.read(reader, name, COLUMNS).lines().stream()
                .map(AdaptedEfficiencies::row)
                .toList());
    }

    /** The rows that a trend for a kind of network is drawn through: those not adapted, and those adapted to it. */
    public List<AdaptedEfficiency> trend(Adapted to) {
        return rows.stream()
                .filter(row -> row.adapted() == Adapted.NO || row.adapted() == to)
                .toList();
    }

    private static AdaptedEfficiency row(Table.Line line) {
        return new AdaptedEfficiency(
                line.choice(
                        "adapted", Adapted.values(), adapted -> adapted.name().toLowerCase(Locale.ROOT)),
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
        private static final AdaptedEfficiencies TABLE = Resources.read(RESOURCE, AdaptedEfficiencies::read);
    }
}
