package io.wattledger.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.v1.InferenceEvent;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** From a request to events, in the three modes of CloudEvents over HTTP: structured, batch and binary. */
final class RequestReader {

    private static final String HEADER = "ce-";
    private static final String VERSION = "specversion";
    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";

    /** Of the binary mode, what tells the event first; the Content-Type stands for datacontenttype, and extensions mean nothing here. */
    private static final List<String> ATTRIBUTES =
            List.of("source", "id", VERSION, "type", "time", "subject", "dataschema");

    private final int mostEvents;

    /** @param mostEvents that a request may have */
    RequestReader(int mostEvents) {
        this.mostEvents = mostEvents;
    }

    /**
     * One reading for each element, in order.
     *
     * @param header looks a header up by name, ignoring case
     * @throws UnreadableException if the request is not CloudEvents
     */
    List<Reading> read(Optional<String> contentType, Function<String, Optional<String>> header, byte[] body)
            throws UnreadableException {
        MediaType media = MediaType.of(contentType.orElse(""));
        if (!media.isUtf8()) {
            throw unsupported("the charset is " + media.charset().orElse("") + "; JSON has to be UTF-8");
        }
        if (media.name().equals(MediaType.EVENT)) {
            return List.of(structured(body, StrictJson.object(body)));
        }
        if (media.name().equals(MediaType.BATCH)) {
            return StrictJson.elements(body, mostEvents).stream()
                    .map(slice -> structured(body, slice))
                    .toList();
        }
        if (media.isCloudEvents()) {
            throw unsupported("CloudEvents as " + media.name() + " are not read here");
        }
        if (!media.isJson()) {
            throw unsupported(media.name().isEmpty() ? "there is no Content-Type" : media.name() + " is not read here");
        }
        if (header.apply(HEADER + VERSION).isEmpty()) {
            throw unsupported(media.name() + " is read with the header " + HEADER + VERSION + " only");
        }
        return List.of(binary(header, body));
    }

    private static UnreadableException unsupported(String problem) {
        return new UnreadableException(
                UnreadableException.Fault.MEDIA_TYPE,
                problem + ". Send " + MediaType.EVENT + ", " + MediaType.BATCH
                        + ", or application/json with the attributes as headers " + HEADER + "*.");
    }

    private static Reading structured(byte[] body, StrictJson.Slice slice) {
        Identity identity = Identity.UNKNOWN;
        try {
            ObjectNode node = object(body, slice);
            identity = new Identity(text(node, "source"), text(node, "id"));
            Optional<JsonNode> data = Optional.ofNullable(node.remove(DATA));
            Optional<JsonNode> base64 = Optional.ofNullable(node.remove(BASE64));
            Attributes attributes = Attributes.of(node);
            if (data.isPresent() && base64.isPresent()) {
                throw new RefusedException(Refusal.BAD_DATA, "there are data and data_base64; write one of them");
            }
            return sound(
                    attributes, base64.isPresent() ? decoded(base64.get()) : data.orElseThrow(RequestReader::noData));
        } catch (RefusedException e) {
            return new Reading.Unsound(identity, e.reason(), e.detail());
        }
    }

    private static Reading binary(Function<String, Optional<String>> header, byte[] body) {
        Identity identity = Identity.UNKNOWN;
        try {
            ObjectNode node = StrictJson.empty();
            for (String attribute : ATTRIBUTES) {
                Optional<String> raw = header.apply(HEADER + attribute);
                if (raw.isPresent()) {
                    node.put(attribute, HeaderValue.decode(HEADER + attribute, raw.get()));
                }
                identity = new Identity(text(node, "source"), text(node, "id"));
            }
            return sound(Attributes.of(node), tree(body, DATA));
        } catch (RefusedException e) {
            return new Reading.Unsound(identity, e.reason(), e.detail());
        }
    }

    private static Reading sound(Attributes attributes, JsonNode data) throws RefusedException {
        if (!(data instanceof ObjectNode fields)) {
            throw new RefusedException(
                    Refusal.BAD_DATA,
                    "data are a JSON " + data.getNodeType() + "; write an object with modelId, gpu, …");
        }
        InferenceEvent event = EventData.event(attributes, fields);
        return new Reading.Sound(new Identity(Optional.of(attributes.source()), Optional.of(attributes.id())), event);
    }

    private static ObjectNode object(byte[] body, StrictJson.Slice slice) throws RefusedException {
        try {
            if (StrictJson.read(body, slice) instanceof ObjectNode node) {
                return node;
            }
            throw new RefusedException(Refusal.MALFORMED, "the element is no JSON object");
        } catch (IOException e) {
            throw new RefusedException(Refusal.MALFORMED, StrictJson.problem(e));
        }
    }

    private static JsonNode decoded(JsonNode base64) throws RefusedException {
        try {
            return tree(Base64.getDecoder().decode(base64.asText()), BASE64);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.BAD_DATA, "data_base64 is not Base64: " + e.getMessage());
        }
    }

    private static JsonNode tree(byte[] json, String where) throws RefusedException {
        try {
            return StrictJson.read(json, new StrictJson.Slice(0, json.length));
        } catch (IOException e) {
            throw new RefusedException(Refusal.BAD_DATA, where + " is not JSON: " + StrictJson.problem(e));
        }
    }

    private static RefusedException noData() {
        return new RefusedException(Refusal.BAD_DATA, "data are missing; write an object with modelId, gpu, …");
    }

    private static Optional<String> text(ObjectNode node, String attribute) {
        return Optional.ofNullable(node.path(attribute).textValue());
    }
}
