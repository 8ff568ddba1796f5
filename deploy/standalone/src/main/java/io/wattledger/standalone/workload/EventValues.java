package io.wattledger.standalone.workload;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The values of one request of the project's own format, as text; an empty one is absent. */
final class EventValues {

    /** Source of an event whose line names none. */
    static final String DEFAULT_SOURCE = "replay";

    private final Map<EventField, String> texts = new EnumMap<>(EventField.class);

    void set(EventField field, String text) {
        texts.put(field, text);
    }

    private String get(EventField field) {
        return texts.getOrDefault(field, "");
    }

    /** @throws BadLineException naming the first field that is missing or impossible */
    TraceRecord.Request toRequest(Origin origin) throws BadLineException {
        for (EventField field : EventField.values()) {
            if (field.required() && get(field).isEmpty()) {
                throw BadLineException.inField(field.text(), "is missing; every request needs it");
            }
        }
        Instant time = Values.time(EventField.OCCURRED_AT.text(), get(EventField.OCCURRED_AT));
        return new TraceRecord.Request(origin, time, time, id(origin), serving(), usage());
    }

    private EventId id(Origin origin) {
        String id = get(EventField.EVENT_ID);
        return new EventId.Carried(id.isEmpty() ? origin.toString() : id);
    }

    private Serving serving() throws BadLineException {
        String source = get(EventField.SOURCE);
        String project = get(EventField.PROJECT);
        return new Serving(
                source.isEmpty() ? DEFAULT_SOURCE : source,
                get(EventField.TEAM),
                project.isEmpty() ? Optional.empty() : Optional.of(project),
                get(EventField.MODEL_ID),
                get(EventField.GPU),
                (int) whole(EventField.GPU_COUNT, 1, Integer.MAX_VALUE).orElse(1),
                get(EventField.REGION));
    }

    private Usage usage() throws BadLineException {
        long input = count(EventField.INPUT_TOKENS).orElse(0);
        long cached = count(EventField.CACHED_INPUT_TOKENS).orElse(0);
        if (cached > input) {
            throw BadLineException.inField(
                    EventField.CACHED_INPUT_TOKENS.text(),
                    cached + " is more than the " + input + " inputTokens; cached tokens are a subset of them");
        }
        OptionalLong batch = whole(EventField.BATCH_SIZE, 1, Integer.MAX_VALUE);
        return new Usage(
                whole(EventField.INFERENCES, 1, Long.MAX_VALUE).orElse(1),
                input,
                cached,
                count(EventField.OUTPUT_TOKENS).orElse(0),
                batch.isPresent() ? OptionalInt.of((int) batch.getAsLong()) : OptionalInt.empty(),
                count(EventField.DURATION_MILLIS),
                count(EventField.MEASURED_ENERGY_MICROJOULES));
    }

    private OptionalLong count(EventField field) throws BadLineException {
        return whole(field, 0, Long.MAX_VALUE);
    }

    private OptionalLong whole(EventField field, long min, long max) throws BadLineException {
        String text = get(field);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Values.whole(field.text(), text, min, max));
    }
}
