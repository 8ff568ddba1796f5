package io.wattledger.standalone.batches;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.cli.CostEstimator;
import io.wattledger.estimator.cli.EstimateEntry;
import io.wattledger.estimator.method.RooflineInServing;
import io.wattledger.ledger.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a catalogue file is to ask for, so that events without a batch size are booked by the one that was learned.
 *
 * @param entries one per model and GPU, the learned batch size first
 * @param leftOut what the file does not ask for, and why
 */
public record LearnedCosts(List<EstimateEntry> entries, List<LeftOut> leftOut) {

    /** Requests that must have told a batch size before it is learned from. */
    static final long LEAST_REQUESTS = 100;

    public LearnedCosts {
        entries = List.copyOf(entries);
        leftOut = List.copyOf(leftOut);
    }

    /** A model on a GPU of which nothing is learned. */
    public record LeftOut(String modelId, String gpu, String reason) {}

    /**
     * Learns from what was served.
     *
     * @param estimator says which entries can be computed
     */
    public static LearnedCosts of(List<ServedBatches> all, CostEstimator estimator) {
        Set<Named> measured = Named.measured();
        List<EstimateEntry> entries = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (ServedBatches served : all) {
            Optional<String> reason = tooLittle(served).or(() -> measured(served, measured));
            if (reason.isEmpty()) {
                EstimateEntry entry = entry(served);
                reason = problem(entry, estimator);
                if (reason.isEmpty()) {
                    entries.add(entry);
                }
            }
            reason.ifPresent(text -> leftOut.add(new LeftOut(served.modelId(), served.gpu(), text)));
        }
        return new LearnedCosts(entries, leftOut);
    }

    private static Optional<String> tooLittle(ServedBatches served) {
        long told = served.toldUsage().requests();
        if (told < LEAST_REQUESTS) {
            return Optional.of(
                    "%,d of its requests told their batch size, and it takes %d".formatted(told, LEAST_REQUESTS));
        }
        return served.mean().isPresent()
                ? Optional.empty()
                : Optional.of("the requests that told their batch size have no "
                        + served.weight().label());
    }

    private static Optional<String> measured(ServedBatches served, Set<Named> measured) {
        return measured.contains(new Named(served.modelId(), served.gpu()).canonical())
                ? Optional.of("its costs were measured, and an estimate would take their place")
                : Optional.empty();
    }

    private static Optional<String> problem(EstimateEntry entry, CostEstimator estimator) {
        try {
            var unused = estimator.estimate(entry);
            return Optional.empty();
        } catch (EstimateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static EstimateEntry entry(ServedBatches served) {
        int learned = served.nearest().orElseThrow();
        Usage usage = served.usage();
        return new EstimateEntry(
                "no estimate",
                Optional.of(served.modelId().strip()),
                Optional.empty(),
                served.gpu().strip(),
                Optional.of(RooflineInServing.NAME),
                Optional.empty(),
                IntStream.concat(
                                IntStream.of(learned),
                                RooflineInServing.tableOfBatches().filter(size -> size != learned))
                        .boxed()
                        .toList(),
                OptionalLong.of(perRequest(usage.inputTokens(), usage)),
                OptionalLong.of(perRequest(usage.outputTokens(), usage)),
                Optional.empty());
    }

    private static long perRequest(long tokens, Usage usage) {
        return Math.round((double) tokens / usage.requests());
    }

    /**
     * A catalogue file.
     *
     * @param origin where the batch sizes come from, one line
     */
    public String yaml(String origin) {
        StringBuilder yaml = new StringBuilder("# " + origin + "\nestimates:\n");
        for (EstimateEntry entry : entries) {
            yaml.append("""
                      - model: "%s"
                        gpu: "%s"
                        method: %s
                        batch: %s
                        inputTokens: %d
                        outputTokens: %d
                    """.formatted(
                            entry.model().orElseThrow(),
                            entry.gpu(),
                            entry.method().orElseThrow(),
                            entry.batch(),
                            entry.inputTokens().orElseThrow(),
                            entry.outputTokens().orElseThrow()));
        }
        return yaml.toString();
    }
}
