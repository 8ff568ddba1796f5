package io.wattledger.standalone.batches;

import io.wattledger.estimator.method.Models;
import io.wattledger.ledger.Event;
import io.wattledger.ledger.Usage;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Adds events up by model, GPU and batch size. What is one model or GPU under several names is one. */
public final class BatchTally {

    private final Map<Named, Sums> byName = new HashMap<>();
    private final Map<Named, Sums> byMeaning = new HashMap<>();

    /** Takes an event that can be booked; a batch size of 0 counts as 1, as in the books. */
    public void add(Event event) {
        Named named = new Named(event.dimensions().modelId(), event.dimensions().gpu());
        Sums sums = byName.computeIfAbsent(
                named, name -> byMeaning.computeIfAbsent(name.canonical(), meaning -> new Sums(name)));
        sums.add(event);
    }

    /**
     * The sums, by model and GPU.
     *
     * @param models only of these models, by whatever name; empty: of all
     * @param gpus only of these GPUs, likewise
     */
    public List<ServedBatches> result(Collection<String> models, Collection<String> gpus) {
        Set<String> wantedModels = models.stream().map(Models::canonical).collect(Collectors.toSet());
        Set<String> wantedGpus = gpus.stream().map(Named::canonicalGpu).collect(Collectors.toSet());
        return byMeaning.entrySet().stream()
                .filter(each -> wantedModels.isEmpty()
                        || wantedModels.contains(each.getKey().model()))
                .filter(each -> wantedGpus.isEmpty()
                        || wantedGpus.contains(each.getKey().gpu()))
                .map(each -> each.getValue().result())
                .sorted(Comparator.comparing(ServedBatches::modelId).thenComparing(ServedBatches::gpu))
                .toList();
    }

    /** Those of one model on one GPU. */
    private static final class Sums {
        private final Named first;
        private final TreeMap<Integer, Usage> told = new TreeMap<>();
        private Usage untold = Usage.NONE;

        Sums(Named first) {
            this.first = first;
        }

        void add(Event event) {
            Usage usage = event.usage(false);
            if (event.batchSize().isPresent()) {
                told.merge(Math.max(1, event.batchSize().getAsInt()), usage, Usage::plus);
            } else {
                untold = untold.plus(usage);
            }
        }

        ServedBatches result() {
            return new ServedBatches(first.model(), first.gpu(), untold, told);
        }
    }
}
