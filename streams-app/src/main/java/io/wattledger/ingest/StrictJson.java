package io.wattledger.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON of strangers. A body is walked through once to see where its elements lie, and each of them is read by itself, so that one
 * that breaks a limit does not spoil the others.
 */
final class StrictJson {

    /** Far more than an event needs, and small enough that 10,000 of them do no harm. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxStringLength(64 << 10)
            .maxNameLength(256)
            .maxNumberLength(100)
            .build();

    /** Skips what it walks over, so that nothing but Jackson's own limit of depth can be broken here. */
    private static final JsonFactory OUTLINE = new JsonFactory();

    private static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(JsonFormat.getCloudEventJacksonModule())
            .build();

    private StrictJson() {}

    /** Where a value lies in a body. */
    record Slice(int from, int length) {}

    /** @throws UnreadableException if the body is not one JSON object */
    static Slice object(byte[] body) throws UnreadableException {
        try (JsonParser parser = OUTLINE.createParser(body)) {
            require(parser, JsonToken.START_OBJECT, "one CloudEvent, a JSON object");
            Slice slice = slice(parser);
            requireEnd(parser);
            return slice;
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    /**
     * The elements of an array.
     *
     * @throws UnreadableException if the body is not one JSON array, or has more elements than it may
     */
    static List<Slice> elements(byte[] body, int most) throws UnreadableException {
        try (JsonParser parser = OUTLINE.createParser(body)) {
            require(parser, JsonToken.START_ARRAY, "CloudEvents in a JSON array");
            List<Slice> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (elements.size() == most) {
                    throw new UnreadableException(
                            UnreadableException.Fault.SIZE,
                            "the batch has more than " + most + " events; send it in several");
                }
                elements.add(slice(parser));
            }
            requireEnd(parser);
            return elements;
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    static ObjectNode empty() {
        return MAPPER.createObjectNode();
    }

    /** The value that lies there. */
    static JsonNode read(byte[] body, Slice slice) throws IOException {
        return MAPPER.readTree(body, slice.from(), slice.length());
    }

    /** The attributes of an event by the SDK, which removes from the object what it has understood. */
    static CloudEvent context(ObjectNode attributes) throws JsonProcessingException {
        return MAPPER.treeToValue(attributes, CloudEvent.class);
    }

    /** What was wrong, in Jackson's words, without its advice about Java. */
    static String problem(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("").strip();
    }

    private static void require(JsonParser parser, JsonToken first, String expected)
            throws IOException, UnreadableException {
        if (parser.nextToken() != first) {
            throw new UnreadableException(UnreadableException.Fault.CONTENT, "the body is not " + expected);
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException, UnreadableException {
        if (parser.nextToken() != null) {
            throw new UnreadableException(
                    UnreadableException.Fault.CONTENT, "something follows the JSON value at " + place(parser));
        }
    }

    /** The value that the parser stands on, which it passes. Only bytes in UTF-8 have places. */
    private static Slice slice(JsonParser parser) throws IOException, UnreadableException {
        long from = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        long to = parser.currentLocation().getByteOffset();
        if (from < 0 || to < from) {
            throw new UnreadableException(UnreadableException.Fault.CONTENT, "the body is not UTF-8; JSON has to be");
        }
        return new Slice(Math.toIntExact(from), Math.toIntExact(to - from));
    }

    private static String place(JsonParser parser) {
        return "line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr();
    }

    private static UnreadableException notJson(IOException e) {
        String place = e instanceof JsonProcessingException json && json.getLocation() != null
                ? " at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr()
                : "";
        return new UnreadableException(
                UnreadableException.Fault.CONTENT, "the body is not JSON" + place + ": " + problem(e));
    }
}
