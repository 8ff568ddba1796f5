package io.wattledger.standalone.batches;

import io.wattledger.ledger.Usage;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The batch sizes at which a model was served on a GPU. They are weighted by the tokens that were generated, or by inferences
 * where none were: what an operating point prices.
 *
 * @param modelId the model as the first of its events named it
 * @param gpu the accelerator, likewise
 * @param untold usage of requests that told no batch size
 * @param told usage of the others, by their batch size of at least 1
 */
public record ServedBatches(String modelId, String gpu, Usage untold, SortedMap<Integer, Usage> told) {

    /** What batch sizes are weighted by. */
    public enum Weight {
        OUTPUT_TOKENS("output tokens"),
        INFERENCES("inferences");

        private final String label;

        Weight(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        long of(Usage usage) {
            return this == OUTPUT_TOKENS ? usage.outputTokens() : usage.inferences();
        }
    }

    public ServedBatches {
        told = Collections.unmodifiableSortedMap(new TreeMap<>(told));
        if (!told.isEmpty() && told.firstKey() < 1) {
            throw new IllegalArgumentException("batch size " + told.firstKey() + ": must be at least 1");
        }
    }

    /** Usage of the requests that told a batch size. */
    public Usage toldUsage() {
        return told.values().stream().reduce(Usage.NONE, Usage::plus);
    }

    /** Usage of all requests. */
    public Usage usage() {
        return untold.plus(toldUsage());
    }

    /** What these batch sizes are weighted by. */
    public Weight weight() {
        return usage().outputTokens() > 0 ? Weight.OUTPUT_TOKENS : Weight.INFERENCES;
    }

    /** Share of the requests that told a batch size, 0 to 1. */
    public double shareOfRequests() {
        return (double) toldUsage().requests() / usage().requests();
    }

    /** Share of the output tokens, or inferences, whose request told a batch size, 0 to 1; empty: there are none. */
    public OptionalDouble shareOfWeight() {
        long all = weight().of(usage());
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) weight().of(toldUsage()) / all);
    }

    /**
     * The batch size to book by: the weighted harmonic mean. Rates are linear in the inverse of the batch size (docs/books.md,
     * 5), so this one size books what all requests at their own would; empty: nothing that has weight told one.
     */
    public OptionalDouble mean() {
        long weights = weight().of(toldUsage());
        double inverses = told.entrySet().stream()
                .mapToDouble(each -> (double) weight().of(each.getValue()) / each.getKey())
                .sum();
        return weights == 0 ? OptionalDouble.empty() : OptionalDouble.of(weights / inverses);
    }

    /** The whole batch size whose rates are nearest to those of the mean. */
    public OptionalInt nearest() {
        if (mean().isEmpty()) {
            return OptionalInt.empty();
        }
        double mean = mean().getAsDouble();
        int below = Math.max(1, (int) mean);
        double tooDear = 1.0 / below - 1 / mean;
        double tooCheap = 1 / mean - 1.0 / (below + 1.0);
        return OptionalInt.of(tooDear <= tooCheap ? below : below + 1);
    }

    /**
     * The smallest batch size at which a share of the weight is reached.
     *
     * @param share above 0, at most 1
     */
    public OptionalInt quantile(double share) {
        double wanted = share * weight().of(toldUsage());
        long reached = 0;
        for (Map.Entry<Integer, Usage> each : told.entrySet()) {
            reached += weight().of(each.getValue());
            if (reached > 0 && reached >= wanted) {
                return OptionalInt.of(each.getKey());
            }
        }
        return OptionalInt.empty();
    }
}
