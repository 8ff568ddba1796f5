package io.wattledger.topology;

import io.wattledger.schemas.Position;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where a record lies. */
final class Positions {

    private Positions() {}

    static Position of(ConsumerRecord<?, ?> record) {
        return new Position(record.topic(), record.partition(), record.offset());
    }

    /** The record in hand. */
    static Position of(ProcessorContext<?, ?> context) {
        RecordMetadata metadata = metadata(context);
        return new Position(metadata.topic(), metadata.partition(), metadata.offset());
    }

    static RecordMetadata metadata(ProcessorContext<?, ?> context) {
        return context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record is processed, but its position is unknown"));
    }
}
