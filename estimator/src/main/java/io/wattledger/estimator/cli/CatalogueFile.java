package io.wattledger.estimator.cli;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.SiteRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A user's own costs and sites, as YAML. docs/catalogue.md describes the format.
 *
 * @param costs costs with their numbers
 * @param sites factors of regions
 * @param estimates costs that a method is to compute
 */
public record CatalogueFile(List<CostRow> costs, List<SiteRow> sites, List<EstimateEntry> estimates) {

    private static final List<String> SECTIONS = List.of("costs", "sites", "estimates");

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
        return parse(Files.readString(file), file);
    }

    /** Reads a text; the file is named in messages, and networks are looked for beside it. */
    static CatalogueFile parse(String text, Path file) {
        List<String> problems = new ArrayList<>();
        Optional<CatalogueFile> catalogue = Optional.empty();
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(file.toString()).build()).composeString(text);
            if (root.isPresent()) {
                catalogue = Optional.of(
                        sections(new YamlMap(file.toString(), "", root.get(), problems, SECTIONS), file, problems));
            } else {
                problems.add(file + ": is empty; give it " + String.join(", ", SECTIONS) + " (docs/catalogue.md)");
            }
        } catch (YamlEngineException e) {
            problems.add(file + ": not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        if (!problems.isEmpty()) {
            throw new EstimateException(String.join("\n", problems));
        }
        return catalogue.orElseThrow();
    }

    private static CatalogueFile sections(YamlMap root, Path file, List<String> problems) {
        var costs = new CostEntries();
        var sites = new SiteEntries();
        root.maps("costs", CostEntries.KEYS).forEach(costs::add);
        root.maps("sites", SiteEntries.KEYS).forEach(sites::add);
        var estimates = root.maps("estimates", EstimateEntries.KEYS).stream()
                .flatMap(entry -> EstimateEntries.read(entry, file).stream())
                .toList();
        boolean empty = costs.rows().isEmpty() && sites.rows().isEmpty() && estimates.isEmpty();
        if (empty && problems.isEmpty()) {
            root.problem("has no entry; give it " + String.join(", ", SECTIONS) + " (docs/catalogue.md)");
        }
        return new CatalogueFile(costs.rows(), sites.rows(), estimates);
    }
}
