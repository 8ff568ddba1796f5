package io.wattledger.standalone.rejects;

import io.wattledger.config.Config;
import io.wattledger.ledger.EventRules;
import io.wattledger.ledger.Reject;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.RegistryAccessException;
import io.wattledger.schemas.RegistryUnavailableException;
import io.wattledger.schemas.UnknownSchemaException;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.topology.Records;
import io.wattledger.v1.InferenceEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What booking would say of an event, a sum that overflows aside: only booking knows its sums. */
final class BookingCheck {

    private final AvroCodec<InferenceEvent> codec;
    private final EventRules rules;

    BookingCheck(AvroCodec<InferenceEvent> codec, EventRules rules) {
        this.codec = codec;
        this.rules = rules;
    }

    static BookingCheck of(Connection connection) {
        Config.Booking booking = connection.config().booking();
        return new BookingCheck(
                connection.topics().eventCodec(),
                new EventRules(booking.earliest(), booking.maxSkew(), booking.maxLength(), booking.maxCount()));
    }

    /** What the bytes of a refused event are. */
    sealed interface Decoded {

        /** An event, good or bad. */
        record AnEvent(InferenceEvent event) implements Decoded {}

        /** None, and why. */
        record NoEvent(Reject reject) implements Decoded {}
    }

    /** @throws DecodeException if the registry cannot be asked, so that nothing can be said of the bytes */
    Decoded decode(Refused refused) {
        byte[] value = refused.value();
        if (value == null) {
            return unreadable(Reject.Reason.EMPTY, "the record has no value");
        }
        try {
            return new Decoded.AnEvent(codec.decode(value, refused.at()));
        } catch (RegistryUnavailableException | RegistryAccessException e) {
            throw e;
        } catch (UnknownSchemaException e) {
            return unreadable(Reject.Reason.UNKNOWN_SCHEMA, e.getMessage());
        } catch (DecodeException e) {
            return unreadable(Reject.Reason.UNDECODABLE, e.getMessage());
        }
    }

    /** Why an event that arrives at the given time would be refused, if it would. */
    Optional<Reject> check(InferenceEvent event, Instant arrival) {
        return rules.check(Records.event(event), arrival.toEpochMilli());
    }

    private static Decoded unreadable(Reject.Reason reason, @Nullable String detail) {
        return new Decoded.NoEvent(new Reject(reason, String.valueOf(detail)));
    }
}
