package io.wattledger.estimator.catalogue;

import static io.wattledger.estimator.catalogue.ReferenceData.rounded;

import io.wattledger.estimator.CachedTokens;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Rate;
import io.wattledger.estimator.Watts;
import io.wattledger.estimator.catalogue.ServingEnergy.Run;
import java.util.Comparator;
import java.util.List;

/** Writes what {@link ServingEnergy} computes as cost lines, each with its arithmetic spelled out. */
final class ServingLines {

    private static final String METHOD = "measured-serving-split";
    private static final String READ = "2026-11";

    private static final String INPUT =
            "%s2 x %s active parameters / (%s FLOP/s x %s of peak) x %s W TDP;" + " low: %s of peak; high: %s of peak";
    private static final String CACHED = "%s of an input token (assumed); low: %s of its low (one read of the cache);"
            + " high: %s of its high (price lists)";
    private static final String OUTPUT = "%s(%s J per request - %s input tokens x %s J) / %s output tokens;"
            + " low: cheapest run of batch %d to %d%s;"
            + " high: dearest undivided run of batch %d to %d";
    private static final String NEWER_STACK = " / %s (v2 over v3 energy of this model on H100 at batch 128)";

    private ServingLines() {}

    /**
     * What was measured of a model on some GPUs, and the terms to split it with.
     *
     * @param newerStack energy on the stack of the runs over energy on today's
     * @param runSource where the runs come from, up to the batch size
     * @param note what to say first of each derivation
     */
    record Measured(
            LanguageCosts.Model model,
            String gpu,
            List<Run> runs,
            Watts power,
            double peakFlopPerSecond,
            double inputTokens,
            double newerStack,
            String runSource,
            String runDate,
            String specSource,
            String note) {}

    static List<List<String>> of(Measured m, int batchSize) {
        PrefillFraction fraction = m.model().fraction();
        Estimate<Joules> input =
                ServingEnergy.inputToken(m.model().activeParameters(), m.peakFlopPerSecond(), fraction, m.power());
        Joules prefill = ServingEnergy.prefill(
                m.model().activeParameters(), m.peakFlopPerSecond(), fraction.central(), m.power());
        Run run = m.runs().stream()
                .filter(candidate -> candidate.batchSize() == batchSize)
                .min(Comparator.comparing(Run::undivided))
                .orElseThrow();
        Estimate<Joules> output =
                ServingEnergy.outputToken(m.runs(), batchSize, m.inputTokens(), prefill, m.newerStack());
        String runSource = m.runSource() + batchSize;
        return List.of(
                line(
                        m,
                        batchSize,
                        Rate.INFERENCE,
                        Estimate.exactly(new Joules(0)),
                        "all energy is booked per token",
                        runSource,
                        m.runDate()),
                line(
                        m,
                        batchSize,
                        Rate.INPUT_TOKEN,
                        input,
                        INPUT.formatted(
                                m.note(),
                                scientific(m.model().activeParameters()),
                                scientific(m.peakFlopPerSecond()),
                                fraction.central(),
                                rounded(m.power().value()),
                                fraction.best(),
                                fraction.worst()),
                        m.specSource(),
                        READ),
                line(
                        m,
                        batchSize,
                        Rate.CACHED_INPUT_TOKEN,
                        CachedTokens.of(input),
                        CACHED.formatted(
                                CachedTokens.SHARE_CENTRAL_ASSUMED,
                                CachedTokens.SHARE_LOW_ONE_READ,
                                CachedTokens.SHARE_HIGH_PRICE_LISTS),
                        m.specSource(),
                        READ),
                line(
                        m,
                        batchSize,
                        Rate.OUTPUT_TOKEN,
                        output,
                        OUTPUT.formatted(
                                m.note(),
                                rounded(run.perRequest().value()),
                                rounded(m.inputTokens()),
                                rounded(prefill.value()),
                                rounded(run.outputTokens()),
                                batchSize,
                                2 * batchSize,
                                m.newerStack() == 1 ? "" : NEWER_STACK.formatted(rounded(m.newerStack())),
                                batchSize / 2,
                                batchSize),
                        runSource,
                        m.runDate()));
    }

    private static String scientific(double value) {
        int exponent = (int) Math.floor(Math.log10(value) / 3) * 3;
        return rounded(value / Math.pow(10, exponent)) + "e" + exponent;
    }

    private static List<String> line(
            Measured m,
            int batchSize,
            Rate rate,
            Estimate<Joules> joules,
            String derivation,
            String source,
            String date) {
        return List.of(
                m.model().name(),
                m.gpu(),
                String.valueOf(batchSize),
                rate.label(),
                rounded(joules.low().value()),
                rounded(joules.central().value()),
                rounded(joules.high().value()),
                METHOD,
                derivation,
                source,
                date);
    }
}
