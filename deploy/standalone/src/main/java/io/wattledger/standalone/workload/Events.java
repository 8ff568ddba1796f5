package io.wattledger.standalone.workload;

import io.wattledger.v1.InferenceEvent;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** From a trace's request to the event that is sent. */
final class Events {

    private Events() {}

    /** @param shift what trace time lacks to the time that is written */
    static InferenceEvent event(TraceRecord.Request request, String eventId, Duration shift) {
        Serving serving = request.serving();
        Usage usage = request.usage();
        return InferenceEvent.newBuilder()
                .setEventId(eventId)
                .setSource(serving.source())
                .setOccurredAt(request.occurredAt().plus(shift))
                .setModelId(serving.modelId())
                .setGpu(serving.gpu())
                .setTeam(serving.team())
                .setProject(serving.project().orElse(null))
                .setRegion(serving.region())
                .setInferences(usage.inferences())
                .setInputTokens(usage.inputTokens())
                .setCachedInputTokens(usage.cachedInputTokens())
                .setOutputTokens(usage.outputTokens())
                .setBatchSize(orNull(usage.batchSize()))
                .setGpuCount(serving.gpuCount())
                .setDurationMillis(orNull(usage.durationMillis()))
                .setMeasuredEnergyMicrojoules(orNull(usage.measuredEnergyMicrojoules()))
                .build();
    }

    /** Null is how Avro's builder is told of an absent value. */
    private static @Nullable Integer orNull(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
