package io.wattledger.topology;

import io.wattledger.ledger.Event;
import io.wattledger.ledger.EventRules;
import io.wattledger.ledger.Reject;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.RegistryAccessException;
import io.wattledger.schemas.RegistryUnavailableException;
import io.wattledger.schemas.UnknownSchemaException;
import io.wattledger.v1.InferenceEvent;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From bytes to an event of the books, or to the reason why it is none.
 *
 * <p>A registry that cannot be reached says nothing about the event: reading waits for it, and after the limit fails, so that the
 * event is read again and never refused for a fault that is not its own.
 */
final class EventReader {

    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final AvroCodec<InferenceEvent> codec;
    private final EventRules rules;
    private final Duration registryLimit;

    EventReader(AvroCodec<InferenceEvent> codec, EventRules rules, Duration registryLimit) {
        this.codec = codec;
        this.rules = rules;
        this.registryLimit = registryLimit;
    }

    /** What reading came to. */
    sealed interface Reading {

        /** An event to be booked. */
        record Accepted(Event event) implements Reading {}

        /** A record that is kept as rejected. */
        record Refused(Reject reject) implements Reading {}
    }

    /** Reads a record that arrived at the given time (milliseconds since the epoch). */
    Reading read(byte @Nullable [] value, Position at, long arrival) {
        if (value == null) {
            return refused(Reject.Reason.EMPTY, "the record has no value");
        }
        try {
            Event event = Records.event(decode(value, at));
            Optional<Reject> reject = rules.check(event, arrival);
            return reject.isPresent() ? new Reading.Refused(reject.get()) : new Reading.Accepted(event);
        } catch (RegistryUnavailableException | RegistryAccessException e) {
            throw e;
        } catch (UnknownSchemaException e) {
            return refused(Reject.Reason.UNKNOWN_SCHEMA, e.getMessage());
        } catch (DecodeException e) {
            return refused(Reject.Reason.UNDECODABLE, e.getMessage());
        }
    }

    private InferenceEvent decode(byte[] value, Position at) {
        long deadline = System.nanoTime() + registryLimit.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return codec.decode(value, at);
            } catch (RegistryUnavailableException e) {
                if (System.nanoTime() + pause.toNanos() > deadline) {
                    throw e;
                }
                LOG.warn("waiting {} for the schema registry: {}", pause, e.getMessage());
                pause(pause, e);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private static void pause(Duration pause, RegistryUnavailableException cause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cause.addSuppressed(e);
            throw cause;
        }
    }

    private static Reading refused(Reject.Reason reason, @Nullable String detail) {
        return new Reading.Refused(new Reject(reason, String.valueOf(detail)));
    }
}
