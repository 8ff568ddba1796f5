package io.wattledger.standalone.workload;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of the project's own trace format: those of the event's schema, by the same names. */
enum EventField {
    EVENT_ID("eventId", Kind.TEXT, false),
    SOURCE("source", Kind.TEXT, false),
    OCCURRED_AT("occurredAt", Kind.TIME, true),
    MODEL_ID("modelId", Kind.TEXT, true),
    GPU("gpu", Kind.TEXT, true),
    TEAM("team", Kind.TEXT, true),
    PROJECT("project", Kind.TEXT, false),
    REGION("region", Kind.TEXT, true),
    INFERENCES("inferences", Kind.WHOLE, false),
    INPUT_TOKENS("inputTokens", Kind.WHOLE, false),
    CACHED_INPUT_TOKENS("cachedInputTokens", Kind.WHOLE, false),
    OUTPUT_TOKENS("outputTokens", Kind.WHOLE, false),
    BATCH_SIZE("batchSize", Kind.WHOLE, false),
    GPU_COUNT("gpuCount", Kind.WHOLE, false),
    DURATION_MILLIS("durationMillis", Kind.WHOLE, false),
    MEASURED_ENERGY_MICROJOULES("measuredEnergyMicrojoules", Kind.WHOLE, false);

    enum Kind {
        TEXT,
        TIME,
        WHOLE
    }

    private static final Map<String, EventField> BY_NAME = byName();

    private final String text;
    private final Kind kind;
    private final boolean required;

    EventField(String text, Kind kind, boolean required) {
        this.text = text;
        this.kind = kind;
        this.required = required;
    }

    /** Name in header, JSON and schema. */
    String text() {
        return text;
    }

    Kind kind() {
        return kind;
    }

    boolean required() {
        return required;
    }

    static Optional<EventField> named(String text) {
        return Optional.ofNullable(BY_NAME.get(text));
    }

    /** All names, by commas: a complete header. */
    static String header() {
        return Arrays.stream(values()).map(EventField::text).collect(Collectors.joining(","));
    }

    private static Map<String, EventField> byName() {
        Map<String, EventField> map = new HashMap<>();
        for (EventField field : values()) {
            map.put(field.text, field);
        }
        return Map.copyOf(map);
    }
}
