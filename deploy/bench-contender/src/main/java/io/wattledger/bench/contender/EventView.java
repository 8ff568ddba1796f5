package io.wattledger.bench.contender;

import io.wattledger.v1.InferenceEvent;
import org.jspecify.annotations.Nullable;

/** What the totals need of an event. One per thread, filled again and again, so that reading makes no garbage but strings. */
public final class EventView {

    static final int NO_BATCH_SIZE = -1;

    long occurredAt;
    String modelId = "";
    String gpu = "";
    String team = "";

    @Nullable
    String project;

    String region = "";
    long inferences;
    long inputTokens;
    long cachedInputTokens;
    long outputTokens;
    int batchSize = NO_BATCH_SIZE;
    boolean measured;
    long measuredMicrojoules;

    EventView() {}

    void set(InferenceEvent event) {
        occurredAt = event.getOccurredAt().toEpochMilli();
        modelId = event.getModelId();
        gpu = event.getGpu();
        team = event.getTeam();
        project = event.getProject();
        region = event.getRegion();
        inferences = event.getInferences();
        inputTokens = event.getInputTokens();
        cachedInputTokens = event.getCachedInputTokens();
        outputTokens = event.getOutputTokens();
        Integer batch = event.getBatchSize();
        batchSize = batch == null ? NO_BATCH_SIZE : batch;
        Long microjoules = event.getMeasuredEnergyMicrojoules();
        measured = microjoules != null;
        measuredMicrojoules = microjoules == null ? 0 : microjoules;
    }
}
