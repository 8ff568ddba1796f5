package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Flops;
import io.wattledger.estimator.network.Family;
import java.io.Reader;
import java.util.List;
import java.util.Optional;

/**
 * Vision models with the accuracy, parameters and FLOPs that a document reports.
 *
 * @param models in the order of the table, no name twice
 */
public record VisionModels(List<VisionModel> models) {

    static final String RESOURCE = "vision-models.csv";

    static final List<String> COLUMNS = List.of(
            "name",
            "title",
            "top1_percent",
            "parameters_millions",
            "gflops",
            "flops_origin",
            "extra_data",
            "released",
            "family",
            "source",
            "source_date");

    private static final double MILLION = 1e6;
    private static final double GIGA = 1e9;

    public VisionModels {
        models = List.copyOf(models);
    }

    /** The table that comes with the estimator. */
    public static VisionModels bundled() {
        return Bundled.TABLE;
    }

    /**
     * Reads a table; does not close the reader.
     *
     * @param name what to call the table in errors
     * @throws CatalogueException if the table is not in order
     */
    public static VisionModels read(Reader reader, String name) {
        return new VisionModels(Table.read(reader, name, COLUMNS).unique("name").lines().stream()
                .map(VisionModels::model)
                .toList());
    }

    /** The model of a name, in any case. */
    public Optional<VisionModel> find(String name) {
        return models.stream()
                .filter(model -> model.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    private static VisionModel model(Table.Line line) {
        return new VisionModel(
                line.text("name"),
                line.text("title"),
                line.number("top1_percent", 0),
                MILLION * line.number("parameters_millions", 0),
                new Flops(GIGA * line.number("gflops", 0)),
                line.text("flops_origin"),
                line.optional("extra_data"),
                line.day("released"),
                line.choice("family", Family.values(), Family::label),
                line.text("source"),
                line.date("source_date"));
    }

    /** Read once, when first asked for; it never changes. */
    private static final class Bundled {
        private static final VisionModels TABLE = Resources.read(RESOURCE, VisionModels::read);
    }
}
