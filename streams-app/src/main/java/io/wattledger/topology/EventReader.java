package io.wattledger.topology;

import io.wattledger.ledger.Combinations;
import io.wattledger.ledger.Event;
import io.wattledger.ledger.EventFields;
import io.wattledger.ledger.EventRules;
import io.wattledger.ledger.Reject;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.UnknownSchemaException;
import io.wattledger.v1.InferenceEvent;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From bytes to an event of the books, or to the reason why it is none. A record of the schema that this program was built with is
 * read where it lies; one of another schema, and one that is not as it should be, by Avro. Not thread-safe: one per task.
 */
final class EventReader {

    private final PatientDecoder<InferenceEvent> decoder;
    private final EventRules rules;
    private final Combinations combinations;
    private final EventBytes bytes;
    private final EventFields event = new EventFields();

    EventReader(PatientDecoder<InferenceEvent> decoder, EventRules rules, Combinations combinations) {
        this.decoder = decoder;
        this.rules = rules;
        this.combinations = combinations;
        this.bytes = new EventBytes(combinations);
    }

    /**
     * Reads a record that arrived at the given time (milliseconds since the epoch), and says why it is refused, if it is.
     *
     * @param at where it lies, for messages
     * @throws DecodeException if the registry could not be asked, so that nothing can be said of the record
     */
    Optional<Reject> read(byte @Nullable [] value, Supplier<Position> at, long arrival) {
        if (value == null) {
            return Optional.of(new Reject(Reject.Reason.EMPTY, "the record has no value"));
        }
        if (decoder.isContract(value) && bytes.read(value, AvroCodec.HEADER_BYTES, event)) {
            return rules.check(event, arrival);
        }
        try {
            Event decoded = Records.event(decoder.decode(value, at.get()));
            event.set(decoded, combinations.of(decoded.dimensions()));
            return rules.check(event, arrival);
        } catch (UnknownSchemaException e) {
            return refused(Reject.Reason.UNKNOWN_SCHEMA, e);
        } catch (DecodeException e) {
            if (PatientDecoder.isOutage(e)) {
                throw e;
            }
            return refused(Reject.Reason.UNDECODABLE, e);
        }
    }

    /** The event that was read last. */
    EventFields event() {
        return event;
    }

    private static Optional<Reject> refused(Reject.Reason reason, DecodeException why) {
        return Optional.of(new Reject(reason, String.valueOf(why.getMessage())));
    }
}
