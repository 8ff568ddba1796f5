package io.wattledger.standalone.publish;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.catalogue.ModelAliases;
import io.wattledger.estimator.method.Models;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Under which keys a cost row is written: a gateway names models and GPUs as its machine does, not as the catalogue does. */
public final class TableKeys {

    private final Function<CostRow, List<RowKey>> aliases;

    /** @param aliases further keys of a row, its own aside */
    TableKeys(Function<CostRow, List<RowKey>> aliases) {
        this.aliases = aliases;
    }

    /** A row's own model and GPU, and no other names. */
    public static TableKeys ownNames() {
        return new TableKeys(row -> List.of());
    }

    /** A row's own model and GPU, and all names that the catalogue has for them. */
    public static TableKeys withAliases() {
        return new TableKeys(TableKeys::crossed);
    }

    /** Every name of the model with every name of the GPU. */
    private static List<RowKey> crossed(CostRow row) {
        Set<String> models = new LinkedHashSet<>(List.of(row.model()));
        String canonical = Models.canonical(row.model());
        models.add(canonical);
        models.addAll(ModelAliases.bundled().aliases(row.model()));
        models.addAll(ModelAliases.bundled().aliases(canonical));
        List<String> gpus = GpuCatalogue.bundled()
                .find(row.gpu())
                .map(gpu -> Stream.concat(Stream.of(gpu.name()), gpu.aliases().stream())
                        .toList())
                .orElse(List.of(row.gpu()));
        return models.stream()
                .flatMap(model -> gpus.stream().map(gpu -> RowKey.of(model, gpu)))
                .toList();
    }

    /** All keys of a row, its own first. */
    List<RowKey> of(CostRow row) {
        Map<RowKey, Boolean> keys = new LinkedHashMap<>();
        keys.put(own(row), true);
        aliases.apply(row).forEach(alias -> keys.put(alias, true));
        return List.copyOf(keys.keySet());
    }

    /**
     * The entry of each key. A row's own name goes before the alias of another.
     *
     * @throws EstimateException if two rows claim a key with the same right
     */
    Map<RowKey, CostRow> assign(List<CostRow> entries) {
        Map<RowKey, CostRow> assigned = new LinkedHashMap<>();
        entries.forEach(entry -> claim(assigned, own(entry), entry));
        var own = List.copyOf(assigned.keySet());
        for (CostRow entry : entries) {
            of(entry).stream().filter(key -> !own.contains(key)).forEach(alias -> claim(assigned, alias, entry));
        }
        return assigned;
    }

    private static void claim(Map<RowKey, CostRow> assigned, RowKey key, CostRow entry) {
        CostRow other = assigned.putIfAbsent(key, entry);
        if (other != null) {
            throw new EstimateException("%s would be written by %s and by %s; leave one out with --model or --gpu"
                    .formatted(key, other.key(), entry.key()));
        }
    }

    private static RowKey own(CostRow row) {
        return RowKey.of(row.model(), row.gpu());
    }
}
