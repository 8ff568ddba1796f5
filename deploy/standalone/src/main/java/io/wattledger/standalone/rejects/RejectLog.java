package io.wattledger.standalone.rejects;

import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.RegistryAccessException;
import io.wattledger.schemas.RegistryUnavailableException;
import io.wattledger.schemas.Topic;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.v1.RejectedEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The topic of refused events, read one after another. */
final class RejectLog {

    private static final int TOLD = 5;

    private final Connection connection;
    private final Consumer<String> note;
    private long unreadable;

    /** @param note told of records that are no refused events */
    RejectLog(Connection connection, Consumer<String> note) {
        this.connection = connection;
        this.note = note;
    }

    /** How many records could not be read so far. */
    long unreadable() {
        return unreadable;
    }

    /** Reads all of them, or until the visitor says false. */
    void read(Predicate<Refused> visitor) throws RejectsException {
        unreadable = 0;
        Topic<byte[], RejectedEvent> topic = connection.topics().rejected();
        connection.scan().all(topic.name(), record -> refused(topic, record)
                .map(visitor::test)
                .orElse(true));
        if (unreadable > TOLD) {
            note.accept("%,d records of %s are no refused events".formatted(unreadable, topic.name()));
        }
    }

    private Optional<Refused> refused(Topic<byte[], RejectedEvent> topic, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        var stored = new Position(record.topic(), record.partition(), record.offset());
        try {
            RejectedEvent event = topic.value().deserializer().deserialize(topic.name(), record.value());
            return Optional.of(new Refused(stored, Instant.ofEpochMilli(record.timestamp()), event));
        } catch (RegistryUnavailableException | RegistryAccessException e) {
            throw e;
        } catch (DecodeException e) {
            unreadable++;
            if (unreadable <= TOLD) {
                note.accept(stored + " is no refused event, and left out: " + e.getMessage());
            }
            return Optional.empty();
        }
    }
}
