package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.HostShare;
import io.wattledger.estimator.Rate;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Costs of models on GPUs, of the accelerator alone, as a table with one line per model, GPU, batch size and {@link Rate}. A batch
 * size needs all four rates: one that does not apply is written as 0, with the reason as its derivation.
 *
 * @param rows in the order of the table, no model and GPU twice
 */
public record CostCatalogue(List<CostRow> rows) {

    static final String RESOURCE = "costs.csv";

    static final List<String> COLUMNS = List.of(
            "model",
            "gpu",
            "batch_size",
            "rate",
            "low_joules",
            "central_joules",
            "high_joules",
            "method",
            "derivation",
            "source",
            "source_date");

    public CostCatalogue {
        rows = List.copyOf(rows);
    }

    /** The catalogue that comes with the estimator: the accelerators alone. */
    public static CostCatalogue bundled() {
        return Bundled.TABLE;
    }

    /**
     * Reads a catalogue; does not close the reader.
     *
     * @param name what to call the table in errors
     * @throws CatalogueException if the table is not in order
     */
    public static CostCatalogue read(Reader reader, String name) {
        Map<String, List<Table.Line>> byKey = new LinkedHashMap<>();
        for (Table.Line line : Table.read(reader, name, COLUMNS).lines()) {
            String key = line.text("model") + "|" + line.text("gpu");
            byKey.computeIfAbsent(key, unused -> new ArrayList<>()).add(line);
        }
        return new CostCatalogue(
                byKey.values().stream().map(CostRowReader::read).toList());
    }

    /** The catalogue with {@link HostShare} added to each row: E_IT, which is what the books have. */
    public CostCatalogue withHost() {
        return new CostCatalogue(rows.stream().map(HostShare::added).toList());
    }

    /** The costs of a model on a GPU. */
    public Optional<CostRow> find(String model, String gpu) {
        return rows.stream()
                .filter(row -> row.model().equals(model) && row.gpu().equals(gpu))
                .findFirst();
    }

    /** Read once, when first asked for; it never changes. */
    private static final class Bundled {
        private static final CostCatalogue TABLE = Resources.read(RESOURCE, CostCatalogue::read);
    }
}
