package io.wattledger.topology;

import io.wattledger.ledger.Event;
import io.wattledger.ledger.EventRules;
import io.wattledger.ledger.Reject;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.UnknownSchemaException;
import io.wattledger.v1.InferenceEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From bytes to an event of the books, or to the reason why it is none. */
final class EventReader {

    private final PatientDecoder<InferenceEvent> decoder;
    private final EventRules rules;

    EventReader(PatientDecoder<InferenceEvent> decoder, EventRules rules) {
        this.decoder = decoder;
        this.rules = rules;
    }

    /** What reading came to. */
    sealed interface Reading {

        /** An event to be booked. */
        record Accepted(Event event) implements Reading {}

        /** A record that is kept as rejected. */
        record Refused(Reject reject) implements Reading {}
    }

    /**
     * Reads a record that arrived at the given time (milliseconds since the epoch).
     *
     * @throws DecodeException if the registry could not be asked, so that nothing can be said of the record
     */
    Reading read(byte @Nullable [] value, Position at, long arrival) {
        if (value == null) {
            return refused(Reject.Reason.EMPTY, "the record has no value");
        }
        try {
            Event event = Records.event(decoder.decode(value, at));
            Optional<Reject> reject = rules.check(event, arrival);
            return reject.isPresent() ? new Reading.Refused(reject.get()) : new Reading.Accepted(event);
        } catch (UnknownSchemaException e) {
            return refused(Reject.Reason.UNKNOWN_SCHEMA, e.getMessage());
        } catch (DecodeException e) {
            if (PatientDecoder.isOutage(e)) {
                throw e;
            }
            return refused(Reject.Reason.UNDECODABLE, e.getMessage());
        }
    }

    private static Reading refused(Reject.Reason reason, @Nullable String detail) {
        return new Reading.Refused(new Reject(reason, String.valueOf(detail)));
    }
}
