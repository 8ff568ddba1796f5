package io.wattledger.standalone.workload;

import io.wattledger.standalone.workload.Draws.Weighted;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A service of the generated trace. Code and assistant have the token counts and arrivals of the two services of the
 * public trace; search pairs the long inputs of the one with the answers of the other. Teams, regions, shares,
 * caching and image batches are invented. GPU counts are those of ML.ENERGY benchmark v3 runs of the same model,
 * where it has one.
 *
 * @param share part of all requests; the shares of {@link #ALL} add up to 1
 * @param usage draws what one request uses
 */
record Service(double share, Arrivals arrivals, List<Weighted<Serving>> servings, Function<Draws, Usage> usage) {

    static final List<Service> ALL = List.of(
            new Service(
                    0.30,
                    Arrivals.BURSTY,
                    List.of(
                            on(0.6, "code", "ide", "qwen3-coder-30b-a3b-instruct", "h100-sxm5-80gb", 1, "us-east-1"),
                            on(0.25, "code", "ide", "qwen3-coder-30b-a3b-instruct", "b200-sxm-180gb", 1, "eu-west-1"),
                            on(0.15, "code", "review", "qwen3-32b", "h100-sxm5-80gb", 1, "us-east-1")),
                    Service::completion),
            new Service(
                    0.40,
                    Arrivals.STEADY,
                    List.of(
                            on(0.5, "assistant", "chat", "llama-3.1-70b-instruct", "h100-sxm5-80gb", 4, "westeurope"),
                            on(0.3, "assistant", "chat", "llama-3.1-8b-instruct", "a100-sxm4-40gb", 1, "us-west-2"),
                            on(
                                    0.2,
                                    "assistant",
                                    "agents",
                                    "qwen3-235b-a22b-instruct-2507",
                                    "b200-sxm-180gb",
                                    4,
                                    "eu-north-1")),
                    Service::chatTurn),
            new Service(
                    0.20,
                    Arrivals.STEADY,
                    List.of(
                            on(0.6, "search", "qwen3-30b-a3b-instruct-2507", "h100-sxm5-80gb", "swedencentral"),
                            on(0.4, "search", "llama-3.1-8b-instruct", "h100-sxm5-80gb", "us-east-1")),
                    Service::searchAnswer),
            new Service(
                    0.10,
                    Arrivals.STEADY,
                    List.of(
                            on(0.4, "vision", "resnet50", "rtx-4090-24gb", "eu-north-1"),
                            on(0.3, "vision", "vit-base-patch16-224", "rtx-4090-24gb", "eu-north-1"),
                            on(0.2, "vision", "efficientnet-b0", "rtx-3090-24gb", "us-west-2"),
                            on(0.1, "vision", "mobilenetv2-100", "rtx-3090-24gb", "us-west-2")),
                    Service::images));

    private static Weighted<Serving> on(
            double weight, String team, String project, String model, String gpu, int gpus, String region) {
        return new Weighted<>(
                weight, new Serving("demo/" + team, team, Optional.of(project), model, gpu, gpus, region));
    }

    private static Weighted<Serving> on(double weight, String team, String model, String gpu, String region) {
        return new Weighted<>(weight, new Serving("demo/" + team, team, Optional.empty(), model, gpu, 1, region));
    }

    private static Usage completion(Draws draws) {
        return Usage.ofTokens(TokenCounts.CODE_INPUT.draw(draws), TokenCounts.CODE_OUTPUT.draw(draws));
    }

    /** A conversation's earlier turns are often still in the prefix cache. */
    private static Usage chatTurn(Draws draws) {
        long input = TokenCounts.CHAT_INPUT.draw(draws);
        long output = TokenCounts.CHAT_OUTPUT.draw(draws);
        long cached = draws.chance(0.3) ? draws.between(0, input) : 0;
        return new Usage(1, input, cached, output, OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /** The gateway of search knows how full the batch was: 8, 16, 32 or 64. */
    private static Usage searchAnswer(Draws draws) {
        long input = TokenCounts.CODE_INPUT.draw(draws);
        long output = TokenCounts.CHAT_OUTPUT.draw(draws);
        OptionalInt batch = OptionalInt.of(8 << draws.between(0, 4));
        return new Usage(1, input, 0, output, batch, OptionalLong.empty(), OptionalLong.empty());
    }

    /** Most requests bring one image, some an album of 2 to 64. */
    private static Usage images(Draws draws) {
        long images = draws.chance(0.7) ? 1 : draws.between(2, 65);
        return new Usage(images, 0, 0, 0, OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    Serving drawServing(Draws draws) {
        return draws.pick(servings);
    }

    Usage drawUsage(Draws draws) {
        return usage.apply(draws);
    }
}
