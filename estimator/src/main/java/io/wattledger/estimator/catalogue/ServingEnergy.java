package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Flops;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Watts;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Splits the measured energy of a request into a rate per input token and a rate per output token. Prefill is bound
 * by arithmetic, so its energy follows from FLOPs, peak FLOPS and power, whatever the batch; what remains of the
 * measurement is decoding. All of it is of the GPUs alone, as the measurement is.
 */
final class ServingEnergy {

    /** Forward pass: one multiply-add per active parameter and token. Kaplan et al., arXiv 2001.08361, 2020, 2.1. */
    static final double FLOP_PER_PARAMETER_AND_TOKEN_KAPLAN_2020 = 2;

    /**
     * 224 tokens: mean prompt of the task lm-arena-chat. ML.ENERGY, "Reading the ML.ENERGY Leaderboard v3.0",
     * 2026-01-13, gives the means of two tasks as "634 vs. 224" without naming them. 634 cannot be the chat's: at half
     * of peak it leaves an output token of Llama 3.1 70B less than its own FLOPs cost.
     */
    static final double CHAT_INPUT_TOKENS_ML_ENERGY_V3 = 224;

    /**
     * ASSUMPTION: 1,400 tokens, mean prompt of the task sourcegraph-fim (code before and after the gap, with context
     * files). Not published. Inferred from the B200 runs: chat and code with one architecture at one batch size
     * agree on an output token if a code prompt has 1,300 to 1,700 tokens.
     */
    static final double CODE_INPUT_TOKENS_INFERRED = 1400;

    /**
     * 161 tokens: mean prompt of ShareGPT, the chat of ML.ENERGY v2. Kwon et al., "Efficient Memory Management for
     * Large Language Model Serving with PagedAttention", SOSP 2023, figure 11 (161.31).
     */
    static final double SHAREGPT_INPUT_TOKENS_KWON_2023 = 161;

    private ServingEnergy() {}

    /**
     * A measured run: means over its requests, energy of all its GPUs.
     *
     * @param batchSize the most requests in flight at once
     * @param outputTokens generated tokens per request
     * @param perRequest energy per request
     */
    record Run(int batchSize, double outputTokens, Joules perRequest) {

        /** Energy of decoding, per generated token: what prefill leaves. */
        Joules perOutputToken(double inputTokens, Joules perInputToken) {
            return new Joules((perRequest.value() - inputTokens * perInputToken.value()) / outputTokens);
        }

        /** The whole energy, per generated token: what decoding cannot exceed. */
        Joules undivided() {
            return perRequest.times(1 / outputTokens);
        }
    }

    /** Energy of the GPUs per token of prefill, at a share of their peak. Any number of GPUs gives the same. */
    static Joules prefill(double activeParameters, double peakFlopPerSecond, double fraction, Watts power) {
        Flops perToken = new Flops(FLOP_PER_PARAMETER_AND_TOKEN_KAPLAN_2020 * activeParameters);
        double seconds = perToken.value() / (peakFlopPerSecond * fraction);
        return new Joules(power.value() * seconds);
    }

    /** Energy per input token. */
    static Estimate<Joules> inputToken(
            double activeParameters, double peakFlopPerSecond, PrefillFraction fraction, Watts power) {
        return new Estimate<>(
                prefill(activeParameters, peakFlopPerSecond, fraction.best(), power),
                prefill(activeParameters, peakFlopPerSecond, fraction.central(), power),
                prefill(activeParameters, peakFlopPerSecond, fraction.worst(), power));
    }

    /**
     * Energy per output token at a batch size. Low is the cheapest run from this batch to twice it,
     * over what a newer stack saves; high is the dearest undivided run from half this batch to this one.
     *
     * @param runs the runs of one model on one set of GPUs
     * @param perInputToken prefill
     * @param newerStack energy on this stack over energy on today's, at least 1; 1 for today's
     */
    static Estimate<Joules> outputToken(
            List<Run> runs, int batchSize, double inputTokens, Joules perInputToken, double newerStack) {
        ToDoubleFunction<Run> split =
                run -> run.perOutputToken(inputTokens, perInputToken).value();
        double low = within(runs, batchSize, 2 * batchSize, split).min().orElseThrow();
        double central = within(runs, batchSize, batchSize, split).min().orElseThrow();
        double high = within(
                        runs, batchSize / 2, batchSize, run -> run.undivided().value())
                .max()
                .orElseThrow();
        return new Estimate<>(new Joules(low / newerStack), new Joules(central), new Joules(high));
    }

    private static DoubleStream within(List<Run> runs, int from, int to, ToDoubleFunction<Run> energy) {
        return runs.stream()
                .filter(run -> from <= run.batchSize() && run.batchSize() <= to)
                .mapToDouble(energy);
    }
}
