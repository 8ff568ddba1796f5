package io.wattledger.standalone.torture;

import io.wattledger.v1.InferenceEvent;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** Event time; an event from the future would close the windows of all others, so that it is dropped. */
final class TextbookTime implements TimestampExtractor {

    private static final long MAX_SKEW = Duration.ofMinutes(10).toMillis();
    private static final long DROP = -1;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        if (record.value() instanceof InferenceEvent event) {
            long time = event.getOccurredAt().toEpochMilli();
            return time > record.timestamp() + MAX_SKEW ? DROP : time;
        }
        return DROP;
    }
}
