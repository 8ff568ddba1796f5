package io.wattledger.standalone.batches;

import io.wattledger.config.Config;
import io.wattledger.ledger.Event;
import io.wattledger.ledger.EventRules;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.RegistryAccessException;
import io.wattledger.schemas.RegistryUnavailableException;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.kafka.TopicException;
import io.wattledger.standalone.kafka.TopicScan;
import io.wattledger.topology.Records;
import io.wattledger.v1.InferenceEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AclOperation;

/** Reads the events of a time from their topic into a tally, those that the application would book. */
public final class EventReading {

    private final AvroCodec<InferenceEvent> codec;
    private final EventRules rules;
    private final Instant from;
    private final Instant to;
    private final RecentIds ids = new RecentIds();
    private final BatchTally tally = new BatchTally();
    private long events;
    private long refused;
    private long duplicates;

    private EventReading(AvroCodec<InferenceEvent> codec, EventRules rules, Instant from, Instant to) {
        this.codec = codec;
        this.rules = rules;
        this.from = from;
        this.to = to;
    }

    /**
     * What was read.
     *
     * @param events those that count
     * @param refused records that are no events, or that no event may be like: the application refuses them too
     * @param duplicates events that were there before
     */
    public record Read(BatchTally tally, long events, long refused, long duplicates) {}

    /**
     * Reads what arrived from a time on and occurred before another.
     *
     * @throws TopicException if the topic is not there, may not be read, or the reading stands still
     * @throws DecodeException if the registry cannot be asked
     */
    public static Read read(Connection connection, Instant from, Instant to) throws InterruptedException {
        String topic = connection.topics().events().name();
        connection.requireTopic(topic, AclOperation.READ);
        Config.Booking booking = connection.config().booking();
        EventReading reading = new EventReading(
                connection.topics().eventCodec(),
                new EventRules(booking.earliest(), booking.maxSkew(), booking.maxLength(), booking.maxCount()),
                from,
                to);
        TopicScan.Extent unused = connection.scan().topics(Map.of(topic, Optional.of(from)), Map.of(), reading::take);
        return new Read(reading.tally, reading.events, reading.refused, reading.duplicates);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Optional<Event> event = event(record)
                .filter(each -> rules.check(each, record.timestamp()).isEmpty());
        if (event.isEmpty()) {
            refused++;
        } else if (within(event.get().occurredAt())) {
            count(event.get());
        }
    }

    private void count(Event event) {
        if (ids.add(event.source(), event.eventId())) {
            events++;
            tally.add(event);
        } else {
            duplicates++;
        }
    }

    private boolean within(long occurredAt) {
        return occurredAt >= from.toEpochMilli() && occurredAt < to.toEpochMilli();
    }

    private Optional<Event> event(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            var at = new Position(record.topic(), record.partition(), record.offset());
            return Optional.of(Records.event(codec.decode(record.value(), at)));
        } catch (RegistryUnavailableException | RegistryAccessException e) {
            throw e;
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
