package io.wattledger.standalone.rejects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.v1.InferenceEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of an event as text and as JSON, by the names and types of its schema. */
final class EventFields {

    private static final Schema SCHEMA = InferenceEvent.getClassSchema();

    private static final ObjectReader OBJECT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private EventFields() {}

    private enum Kind {
        TEXT("a string"),
        TIME("a time like 2026-12-01T12:00:00Z, or milliseconds since the epoch"),
        LONG("a whole number"),
        INT("a whole number of at most 2147483647");

        private final String wanted;

        Kind(String wanted) {
            this.wanted = wanted;
        }
    }

    /** Every field of the event; times in ISO 8601. */
    static ObjectNode json(InferenceEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Schema.Field field : SCHEMA.getFields()) {
            Object value = event.get(field.pos());
            switch (kind(field)) {
                case TEXT, TIME -> json.put(field.name(), value == null ? null : value.toString());
                case LONG -> json.put(field.name(), (Long) value);
                case INT -> json.put(field.name(), (Integer) value);
            }
        }
        return json;
    }

    /**
     * The event that {@link #json} gave, edited; a field that is left out has its default.
     *
     * @throws IllegalArgumentException saying what is wrong in which field
     */
    static InferenceEvent event(String text) {
        JsonNode json = object(text);
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            named(entry.getKey());
        }
        var event = new InferenceEvent();
        for (Schema.Field field : SCHEMA.getFields()) {
            JsonNode value = json.get(field.name());
            event.put(field.pos(), value == null ? defaultOf(field) : value(field, value));
        }
        return event;
    }

    /**
     * Sets a field; an empty text leaves an optional one out.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static void set(InferenceEvent event, String name, String text) {
        Schema.Field field = named(name);
        event.put(field.pos(), text.isEmpty() && optional(field) ? null : value(field, text));
    }

    static InferenceEvent copy(InferenceEvent event) {
        var copy = new InferenceEvent();
        SCHEMA.getFields().forEach(field -> copy.put(field.pos(), event.get(field.pos())));
        return copy;
    }

    private static JsonNode object(String text) {
        JsonNode node;
        try {
            node = OBJECT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "is not JSON: %s%s; write one object, as 'rejects show --event' prints it"
                            .formatted(
                                    e.getOriginalMessage(),
                                    e.getLocation() == null
                                            ? ""
                                            : " in line " + e.getLocation().getLineNr()),
                    e);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("is no JSON object; write one, as 'rejects show --event' prints it");
        }
        return node;
    }

    private static Schema.Field named(String name) {
        Schema.Field field = SCHEMA.getField(name);
        if (field == null) {
            throw new IllegalArgumentException("'%s' is no field of an event; fields are %s".formatted(name, names()));
        }
        return field;
    }

    private static String names() {
        return SCHEMA.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(", "));
    }

    private static @Nullable Object defaultOf(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            throw new IllegalArgumentException(field.name() + " is missing; every event has it");
        }
        Object value = field.defaultVal();
        return value == JsonProperties.NULL_VALUE ? null : value(field, String.valueOf(value));
    }

    private static @Nullable Object value(Schema.Field field, JsonNode value) {
        if (value.isNull() && optional(field)) {
            return null;
        }
        boolean fits =
                switch (kind(field)) {
                    case TEXT -> value.isTextual();
                    case TIME -> value.isTextual() || value.isIntegralNumber();
                    case LONG, INT -> value.isIntegralNumber();
                };
        if (!fits) {
            throw wrong(field, value.toString());
        }
        return value(field, value.asText());
    }

    private static Object value(Schema.Field field, String text) {
        try {
            return switch (kind(field)) {
                case TEXT -> text;
                case LONG -> (Object) Long.valueOf(text);
                case INT -> Integer.valueOf(text);
                case TIME -> time(text).orElseThrow(() -> wrong(field, "'" + text + "'"));
            };
        } catch (NumberFormatException e) {
            throw wrong(field, "'" + text + "'");
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    text.matches("-?\\d+")
                            ? Instant.ofEpochMilli(Long.parseLong(text))
                            : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static IllegalArgumentException wrong(Schema.Field field, String value) {
        return new IllegalArgumentException("%s is %s; write %s".formatted(field.name(), value, kind(field).wanted));
    }

    private static boolean optional(Schema.Field field) {
        return field.schema().isNullable();
    }

    private static Kind kind(Schema.Field field) {
        Schema schema = field.schema();
        if (schema.isUnion()) {
            schema = schema.getTypes().stream()
                    .filter(each -> each.getType() != Schema.Type.NULL)
                    .findFirst()
                    .orElseThrow();
        }
        return switch (schema.getType()) {
            case STRING -> Kind.TEXT;
            case INT -> Kind.INT;
            case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? Kind.TIME : Kind.LONG;
            default -> throw new IllegalStateException(field.name() + " is of a type that is not shown: " + schema);
        };
    }
}
