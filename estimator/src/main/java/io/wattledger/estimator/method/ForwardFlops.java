package io.wattledger.estimator.method;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Flops;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Operations of one inference, as rates that a cost row can charge. Attention's share of a token grows with the
 * context: the rates are those of the workload's own numbers of tokens.
 *
 * @param perInference whatever the tokens; 0 for language models
 * @param perInputToken mean over the input; 0 for others
 * @param perOutputToken of a step in the middle of the output; 0 for others and for encoders
 * @param terms how they were counted
 */
record ForwardFlops(Flops perInference, Flops perInputToken, Flops perOutputToken, List<Term> terms) {

    private static final Flops NONE = new Flops(0);

    ForwardFlops {
        terms = List.copyOf(terms);
    }

    /** Counts the network's layers where they are known; takes the published count otherwise. */
    static ForwardFlops of(Workload workload) {
        Model model = workload.model();
        return model.network()
                .map(network -> counted(workload, network))
                .orElseGet(() -> published(
                        workload,
                        model.published()
                                .orElseThrow(() -> new EstimateException(
                                        "neither the layers of %s nor a published count of its FLOPs is known; describe it with --network FILE"
                                                .formatted(model.name())))));
    }

    private static ForwardFlops counted(Workload workload, Network network) {
        if (!workload.language()) {
            Flops flops = network.forward(1, Precision.FP32).flops();
            return new ForwardFlops(
                    flops,
                    NONE,
                    NONE,
                    List.of(new Term(
                            "FLOPs per inference",
                            flops.value(),
                            "FLOP",
                            "counted over the layers of %s (%s), %s; 2 per multiply-add"
                                    .formatted(network.name(), network.source(), network.input()))));
        }
        int input = Math.toIntExact(inputTokens(workload, network));
        Flops forward = Lengths.sized(network, OptionalLong.of(input))
                .forward(1, Precision.FP32)
                .flops();
        Flops perInput = forward.times(1.0 / input);
        List<Term> terms = new ArrayList<>();
        terms.add(new Term(
                "FLOPs per input token",
                perInput.value(),
                "FLOP",
                "counted over the layers of %s (%s), mean over %d tokens; 2 per multiply-add"
                        .formatted(network.name(), network.source(), input)));
        Flops perOutput = NONE;
        if (workload.outputTokens() > 0 && !(network.input() instanceof Shape.Tokens)) {
            throw new EstimateException(
                    "%s begins behind its embedding, so no step of generation can be counted; begin it with tokens, or leave the output tokens out"
                            .formatted(network.name()));
        }
        if (network.family() == Family.LANGUAGE_DECODER && network.input() instanceof Shape.Tokens) {
            // Without output the last token of the input stands for a step: a model may have no position after it.
            long half = workload.outputTokens() / 2;
            int context = Math.toIntExact(workload.outputTokens() > 0 ? input + half : input - 1);
            perOutput = network.decodeStep(context, 1, Precision.FP32).flops();
            terms.add(new Term(
                    "FLOPs per output token",
                    perOutput.value(),
                    "FLOP",
                    "counted over the layers, one step after %d tokens".formatted(context)));
        }
        return new ForwardFlops(NONE, perInput, perOutput, terms);
    }

    private static long inputTokens(Workload workload, Network network) {
        OptionalLong asked = workload.inputTokens();
        if (asked.isPresent() && asked.getAsLong() > 0) {
            return asked.getAsLong();
        }
        return Lengths.of(network.input()).orElse(1);
    }

    private static ForwardFlops published(Workload workload, Model.PublishedFlops published) {
        if (!workload.language()) {
            return new ForwardFlops(
                    published.flops(),
                    NONE,
                    NONE,
                    List.of(new Term("FLOPs per inference", published.flops().value(), "FLOP", published.source())));
        }
        Flops perToken = published.flops().times(1.0 / published.tokens());
        boolean generates = workload.model().family() == Family.LANGUAGE_DECODER;
        return new ForwardFlops(
                NONE,
                perToken,
                generates ? perToken : NONE,
                List.of(new Term(
                        "FLOPs per token",
                        perToken.value(),
                        "FLOP",
                        "%s FLOP for %d tokens: %s"
                                .formatted(published.flops().value(), published.tokens(), published.source()))));
    }
}
