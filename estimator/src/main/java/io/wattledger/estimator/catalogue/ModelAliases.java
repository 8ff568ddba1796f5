package io.wattledger.estimator.catalogue;

import java.io.Reader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Other names of models: ids at Hugging Face and common spellings.
 *
 * @param byModel aliases by the model's name here
 */
public record ModelAliases(Map<String, List<String>> byModel) {

    static final String RESOURCE = "model-aliases.csv";

    static final List<String> COLUMNS = List.of("model", "alias");

    public ModelAliases {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        byModel.forEach((model, aliases) -> copy.put(model, List.copyOf(aliases)));
        byModel = Collections.unmodifiableMap(copy);
    }

    /** The table that comes with the estimator. */
    public static ModelAliases bundled() {
        return Bundled.TABLE;
    }

    /**
     * Reads a table; does not close the reader.
     *
     * @param name what to call the table in errors
     * @throws CatalogueException if the table is not in order, or an alias would name two models
     */
    public static ModelAliases read(Reader reader, String name) {
        Map<String, List<String>> byModel = new LinkedHashMap<>();
        List<Table.Line> lines =
                Table.read(reader, name, COLUMNS).unique("alias").lines();
        lines.forEach(line -> byModel.computeIfAbsent(line.text("model"), unused -> new ArrayList<>())
                .add(line.text("alias")));
        for (Table.Line line : lines) {
            String alias = line.text("alias");
            if (byModel.containsKey(alias.toLowerCase(Locale.ROOT))) {
                throw line.error("alias", alias + " is the name of a model; remove the line");
            }
        }
        return new ModelAliases(byModel);
    }

    /** The model's name here, of that name or an alias in any case; empty for a model without aliases. */
    public Optional<String> find(String name) {
        String wanted = name.strip();
        return byModel.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(wanted)
                        || entry.getValue().stream().anyMatch(wanted::equalsIgnoreCase))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The model's name here; the name itself, in lower case, for one that is no alias. */
    public String canonical(String name) {
        return find(name).orElseGet(() -> name.strip().toLowerCase(Locale.ROOT));
    }

    /** Other names of a model; none for a model that the table lacks. */
    public List<String> aliases(String model) {
        return byModel.getOrDefault(model, List.of());
    }

    /** Read once, when first asked for; it never changes. */
    private static final class Bundled {
        private static final ModelAliases TABLE = Resources.read(RESOURCE, ModelAliases::read);
    }
}
