package io.wattledger.estimator.catalogue;

import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What nvidia-smi, Kubernetes, clouds and people call an accelerator. */
final class GpuAliases {

    static final String RESOURCE = "gpu-aliases.csv";

    static final List<String> COLUMNS = List.of("gpu", "alias", "printed_by", "source");

    private GpuAliases() {}

    /**
     * Reads the table; does not close the reader.
     *
     * @param name what to call the table in errors
     * @param gpus the names that the aliases are for
     * @return aliases by name
     * @throws CatalogueException if the table is not in order, or an alias would name two accelerators
     */
    static Map<String, List<String>> read(Reader reader, String name, Set<String> gpus) {
        Map<String, List<String>> aliases = new LinkedHashMap<>();
        for (Table.Line line : Table.read(reader, name, COLUMNS).unique("alias").lines()) {
            String gpu = line.text("gpu");
            if (!gpus.contains(gpu)) {
                throw line.error(
                        "gpu", gpu + " is not in " + GpuCatalogue.RESOURCE + "; add it there, or correct the name");
            }
            String alias = line.text("alias");
            if (gpus.contains(alias.toLowerCase(Locale.ROOT))) {
                throw line.error("alias", alias + " is the name of an accelerator; remove the line");
            }
            line.text("printed_by");
            line.text("source");
            aliases.computeIfAbsent(gpu, unused -> new ArrayList<>()).add(alias);
        }
        return aliases;
    }
}
