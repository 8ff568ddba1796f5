package io.wattledger.standalone.publish;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.cli.CostEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
        return ownNames();
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
    Map<RowKey, CostEntry> assign(List<CostEntry> entries) {
        Map<RowKey, CostEntry> assigned = new LinkedHashMap<>();
        entries.forEach(entry -> claim(assigned, own(entry.row()), entry));
        var own = List.copyOf(assigned.keySet());
        for (CostEntry entry : entries) {
            of(entry.row()).stream().filter(key -> !own.contains(key)).forEach(alias -> claim(assigned, alias, entry));
        }
        return assigned;
    }

    private static void claim(Map<RowKey, CostEntry> assigned, RowKey key, CostEntry entry) {
        CostEntry other = assigned.putIfAbsent(key, entry);
        if (other != null) {
            throw new EstimateException("%s would be written by %s and by %s; leave one out with --model or --gpu"
                    .formatted(key, other.row().key(), entry.row().key()));
        }
    }

    private static RowKey own(CostRow row) {
        return RowKey.of(row.model(), row.gpu());
    }
}
