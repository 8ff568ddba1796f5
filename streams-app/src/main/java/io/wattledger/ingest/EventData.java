package io.wattledger.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.v1.InferenceEvent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.Schema;

/** From the data of a CloudEvent, a JSON object, to an event: the fields of the contract under their own names. */
final class EventData {

    /** Fields of the contract that are attributes of a CloudEvent. */
    private static final Map<String, String> ATTRIBUTES =
            Map.of("eventId", "id", "source", "source", "occurredAt", "time");

    /** What the data may have, in the order of the contract. */
    static final List<String> FIELDS = InferenceEvent.getClassSchema().getFields().stream()
            .map(Schema.Field::name)
            .filter(name -> !ATTRIBUTES.containsKey(name))
            .toList();

    private static final int SHOWN = 40;

    private final ObjectNode data;

    private EventData(ObjectNode data) {
        this.data = data;
    }

    static InferenceEvent event(Attributes attributes, ObjectNode data) throws RefusedException {
        return new EventData(data).event(attributes);
    }

    private InferenceEvent event(Attributes attributes) throws RefusedException {
        refuseUnknownFields();
        InferenceEvent.Builder event = InferenceEvent.newBuilder()
                .setSource(attributes.source())
                .setEventId(attributes.id())
                .setOccurredAt(attributes.time())
                .setModelId(required("modelId"))
                .setGpu(required("gpu"))
                .setTeam(required("team"))
                .setRegion(required("region"));
        if (isKnown("project")) {
            event.setProject(text("project"));
        }
        count("inferences").ifPresent(event::setInferences);
        count("inputTokens").ifPresent(event::setInputTokens);
        count("cachedInputTokens").ifPresent(event::setCachedInputTokens);
        count("outputTokens").ifPresent(event::setOutputTokens);
        if (isKnown("batchSize")) {
            event.setBatchSize((int) whole("batchSize", Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        if (data.has("gpuCount")) {
            event.setGpuCount((int) whole("gpuCount", Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        if (isKnown("durationMillis")) {
            event.setDurationMillis(whole("durationMillis"));
        }
        if (isKnown("measuredEnergyMicrojoules")) {
            event.setMeasuredEnergyMicrojoules(whole("measuredEnergyMicrojoules"));
        }
        return event.build();
    }

    private void refuseUnknownFields() throws RefusedException {
        for (Iterator<String> names = data.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new RefusedException(
                        Refusal.UNKNOWN_FIELD, "data." + cut(name) + " is no field of an event; " + advice(name));
            }
        }
    }

    private static String advice(String name) {
        return Optional.ofNullable(ATTRIBUTES.get(name))
                .map("it is the attribute %s, beside data"::formatted)
                .or(() -> Nearest.to(name, FIELDS).map("did you mean %s?"::formatted))
                .orElse("the fields are " + String.join(", ", FIELDS));
    }

    /** Where the contract knows null, null says what leaving out says. */
    private boolean isKnown(String field) {
        return data.hasNonNull(field);
    }

    private String required(String field) throws RefusedException {
        if (!isKnown(field)) {
            throw new RefusedException(
                    Refusal.MISSING_FIELD, "data." + field + " is missing; each event names its " + field);
        }
        return text(field);
    }

    private String text(String field) throws RefusedException {
        JsonNode value = data.path(field);
        if (!value.isTextual()) {
            throw bad(field, value, "write a string");
        }
        if (Texts.hasLoneSurrogate(value.textValue())) {
            throw bad(field, value, "half a character, which has no bytes in UTF-8");
        }
        return value.textValue();
    }

    private OptionalLong count(String field) throws RefusedException {
        return data.has(field) ? OptionalLong.of(whole(field)) : OptionalLong.empty();
    }

    private long whole(String field) throws RefusedException {
        return whole(field, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private long whole(String field, long least, long most) throws RefusedException {
        JsonNode value = data.path(field);
        if (!value.isIntegralNumber()) {
            throw bad(field, value, "write a whole number, without quotes, point and exponent");
        }
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            throw bad(field, value, "outside of " + least + " to " + most);
        }
        return value.longValue();
    }

    private static RefusedException bad(String field, JsonNode value, String advice) {
        return new RefusedException(
                Refusal.BAD_FIELD, "data." + field + " is " + cut(value.toString()) + "; " + advice);
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
