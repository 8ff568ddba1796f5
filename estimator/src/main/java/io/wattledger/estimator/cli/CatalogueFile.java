package io.wattledger.estimator.cli;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.SiteRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A user's own costs and sites, as YAML. docs/catalogue.md describes the format.
 *
 * @param costs costs with their numbers
 * @param sites factors of regions
 * @param estimates costs that a method is to compute
 */
public record CatalogueFile(List<CostRow> costs, List<SiteRow> sites, List<EstimateEntry> estimates) {

    private static final List<String> SECTIONS = List.of("costs", "sites", "estimates");

    private static final String NEEDED = "give it " + String.join(", ", SECTIONS) + " (docs/catalogue.md)";

    public CatalogueFile {
        costs = List.copyOf(costs);
        sites = List.copyOf(sites);
        estimates = List.copyOf(estimates);
    }

    /**
     * Reads a file.
     *
     * @throws EstimateException with all problems, one a line, each with file, line and path
     */
    public static CatalogueFile read(Path file) throws IOException {
        return YamlFile.read(file, NEEDED, root -> sections(root.map(SECTIONS), file));
    }

    /** Reads a text; the file is named in messages, and networks are looked for beside it. */
    static CatalogueFile parse(String text, Path file) {
        return YamlFile.parse(text, file, NEEDED, root -> sections(root.map(SECTIONS), file));
    }

    private static CatalogueFile sections(YamlMap root, Path file) {
        var costs = new CostEntries();
        var sites = new SiteEntries();
        root.maps("costs", CostEntries.KEYS).forEach(costs::add);
        root.maps("sites", SiteEntries.KEYS).forEach(sites::add);
        var estimates = root.maps("estimates", EstimateEntries.KEYS).stream()
                .flatMap(entry -> EstimateEntries.read(entry, file).stream())
                .toList();
        boolean empty = costs.rows().isEmpty() && sites.rows().isEmpty() && estimates.isEmpty();
        if (empty && root.sound()) {
            root.problem("has no entry; " + NEEDED);
        }
        return new CatalogueFile(costs.rows(), sites.rows(), estimates);
    }
}
