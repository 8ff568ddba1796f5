package io.wattledger.topology;

import io.wattledger.schemas.Position;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where the record in hand lies. */
final class Positions {

    private Positions() {}

    static Position of(ProcessorContext<?, ?> context) {
        RecordMetadata metadata = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record is processed, but its position is unknown"));
        return new Position(metadata.topic(), metadata.partition(), metadata.offset());
    }
}
