package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.serving.ServingRoofline;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The tasks of the ML.ENERGY benchmark with the mean length of their prompts. The chat's is published ("Reading the ML.ENERGY
 * Leaderboard v3.0", 2026-01-13: 224); the others are ASSUMPTIONS, of which none moves the median error by more than half a
 * percentage point.
 */
enum MlEnergyTask {
    V3_PROBLEMS("gpqa", 240, false),
    V3_CHAT("lm-arena-chat", ServingRoofline.INPUT_TOKENS_CHAT_ML_ENERGY, false),
    V3_CODE("sourcegraph-fim", 1400, false),
    V3_IMAGES("image-chat", 900, true),
    V3_VIDEOS("video-chat", 4000, true),
    V2_CHAT("llm_text_generation/chat", 220, false),
    V2_CODE("llm_text_generation/code", 160, false),
    V2_IMAGES("mllm_text_generation/chat", 700, true);

    private final String label;
    private final double inputTokens;
    private final boolean images;

    MlEnergyTask(String label, double inputTokens, boolean images) {
        this.label = label;
        this.inputTokens = inputTokens;
        this.images = images;
    }

    /** The name in its files. */
    String label() {
        return label;
    }

    /** Tokens of a prompt, images and videos among them; the mean. */
    double inputTokens() {
        return inputTokens;
    }

    /** Whether requests carry images or videos. */
    boolean images() {
        return images;
    }

    /** The task of a name. */
    static Optional<MlEnergyTask> find(String label) {
        return Arrays.stream(values()).filter(task -> task.label.equals(label)).findFirst();
    }

    /** @throws EstimateException for a name that is none */
    static MlEnergyTask require(String label) {
        return find(label)
                .orElseThrow(() -> new EstimateException(
                        "task '%s' is unknown, and with it the length of its prompts; the tasks are %s"
                                .formatted(
                                        label,
                                        Arrays.stream(values())
                                                .map(MlEnergyTask::label)
                                                .collect(Collectors.joining(", ")))));
    }
}
