package io.wattledger.standalone.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** The project's own format as JSON lines: one object a line, keys as in {@link EventField}; null is absent. */
final class JsonLines implements LineFormat {

    private static final ObjectReader OBJECT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    @Override
    public boolean hasHeader() {
        return false;
    }

    @Override
    public TraceRecord.Request parse(String line, Origin origin) throws BadLineException {
        EventValues values = new EventValues();
        for (Map.Entry<String, JsonNode> entry : object(line).properties()) {
            EventField field = EventField.named(entry.getKey())
                    .orElseThrow(() -> BadLineException.inField(
                            entry.getKey(), "is no field of an event; known fields: " + EventField.header()));
            values.set(field, text(field, entry.getValue()));
        }
        return values.toRequest(origin);
    }

    private static JsonNode object(String line) throws BadLineException {
        JsonNode node;
        try {
            node = OBJECT.readTree(line);
        } catch (JsonProcessingException e) {
            throw BadLineException.inLine("is not JSON: " + e.getOriginalMessage() + "; write one object a line");
        }
        if (!node.isObject()) {
            throw BadLineException.inLine("is no JSON object; write one object a line");
        }
        return node;
    }

    private static String text(EventField field, JsonNode value) throws BadLineException {
        if (value.isNull()) {
            return "";
        }
        boolean fits =
                switch (field.kind()) {
                    case TEXT -> value.isTextual();
                    case WHOLE -> value.isIntegralNumber();
                    case TIME -> value.isTextual() || value.isIntegralNumber();
                };
        if (!fits) {
            String wanted =
                    switch (field.kind()) {
                        case TEXT -> "a string";
                        case WHOLE -> "a whole number";
                        case TIME -> "a string or a whole number";
                    };
            throw BadLineException.inField(field.text(), value + " is of the wrong type; write " + wanted);
        }
        return value.asText();
    }
}
