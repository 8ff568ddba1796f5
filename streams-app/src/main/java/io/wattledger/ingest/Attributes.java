package io.wattledger.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The attributes of a CloudEvent that go into an event. */
record Attributes(String source, String id, Instant time) {

    private static final int LAST_YEAR = 9999;

    /**
     * The SDK says whether they are those of a CloudEvent.
     *
     * @param written all attributes, without data
     * @throws RefusedException if they are not those of an event of an inference
     */
    static Attributes of(ObjectNode written) throws RefusedException {
        CloudEvent event = event(written);
        if (event.getSpecVersion() != SpecVersion.V1) {
            throw bad("specversion is " + event.getSpecVersion() + "; CloudEvents 1.0 are read here");
        }
        if (!event.getType().equals(EventIntake.TYPE)) {
            throw new RefusedException(
                    Refusal.UNKNOWN_TYPE,
                    "type is " + event.getType() + "; events of inferences have " + EventIntake.TYPE);
        }
        Optional<String> media = Optional.ofNullable(event.getDataContentType());
        if (media.isPresent() && !MediaType.of(media.get()).isJson()) {
            throw new RefusedException(
                    Refusal.BAD_DATA, "datacontenttype is " + media.get() + "; the data are application/json");
        }
        return new Attributes(
                plain("source", event.getSource().toString()),
                plain("id", event.getId()),
                time(Optional.ofNullable(event.getTime())));
    }

    private static CloudEvent event(ObjectNode written) throws RefusedException {
        try {
            return StrictJson.context(written);
        } catch (JsonProcessingException e) {
            throw bad(StrictJson.problem(e));
        }
    }

    private static String plain(String attribute, String value) throws RefusedException {
        if (!Texts.isAttribute(value)) {
            throw bad(attribute + " has a control character or half of a character; leave it out");
        }
        return value;
    }

    /** Without its time an event belongs into no window, and the time of its arrival says nothing of it. */
    private static Instant time(Optional<OffsetDateTime> time) throws RefusedException {
        OffsetDateTime known = time.orElseThrow(
                () -> bad("time is missing; write when the request was served, as in 2026-11-01T12:00:00Z"));
        if (known.getYear() < 0 || known.getYear() > LAST_YEAR) {
            throw bad("time is in the year " + known.getYear() + "; RFC 3339 has 0 to " + LAST_YEAR);
        }
        return known.toInstant();
    }

    private static RefusedException bad(String detail) {
        return new RefusedException(Refusal.BAD_ATTRIBUTE, detail);
    }
}
