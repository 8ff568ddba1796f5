package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Flops;
import io.wattledger.estimator.network.Family;
import java.io.Reader;
import java.util.List;
import java.util.Optional;

/**
 * Language models with the GLUE score, parameters and FLOPs that a document reports.
 *
 * @param models in the order of the table, no name twice
 */
public record LanguageModels(List<LanguageModel> models) {

    static final String RESOURCE = "language-models.csv";

    static final List<String> COLUMNS = List.of(
            "name",
            "title",
            "input_tokens",
            "gflops",
            "flops_origin",
            "parameters_millions",
            "released",
            "glue",
            "glue_note",
            "family",
            "source",
            "source_date");

    private static final double MILLION = 1e6;
    private static final double GIGA = 1e9;

    public LanguageModels {
        models = List.copyOf(models);
    }

    /** The table that comes with the estimator. */
    public static LanguageModels bundled() {
        return Bundled.TABLE;
    }

    /**
     * Reads a table; does not close the reader.
     *
     * @param name what to call the table in errors
     * @throws CatalogueException if the table is not in order
     */
    public static LanguageModels read(Reader reader, String name) {
        return new LanguageModels(Table.read(reader, name, COLUMNS).unique("name").lines().stream()
                .map(LanguageModels::model)
                .toList());
    }

    /** The model of a name, in any case. */
    public Optional<LanguageModel> find(String name) {
        return models.stream()
                .filter(model -> model.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    private static LanguageModel model(Table.Line line) {
        return new LanguageModel(
                line.text("name"),
                line.text("title"),
                line.positiveInt("input_tokens"),
                new Flops(GIGA * line.number("gflops", 0)),
                line.text("flops_origin"),
                MILLION * line.number("parameters_millions", 0),
                line.day("released"),
                line.optionalNumber("glue", 0),
                line.optional("glue_note"),
                line.choice("family", Family.values(), Family::label),
                line.text("source"),
                line.date("source_date"));
    }

    /** Read once, when first asked for; it never changes. */
    private static final class Bundled {
        private static final LanguageModels TABLE = Resources.read(RESOURCE, LanguageModels::read);
    }
}
