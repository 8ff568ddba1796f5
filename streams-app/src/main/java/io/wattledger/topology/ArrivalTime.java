package io.wattledger.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The arrival of a record: its Kafka timestamp. A producer's own timestamp may be negative, and Kafka Streams would drop such a
 * record without a word, or lie ahead; the clock bounds it. One that the broker put is taken as it is, so that reading the record
 * again says the same.
 */
final class ArrivalTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return of(record);
    }

    /** Milliseconds since the epoch. */
    static long of(ConsumerRecord<?, ?> record) {
        if (record.timestampType() == TimestampType.LOG_APPEND_TIME) {
            return record.timestamp();
        }
        long now = System.currentTimeMillis();
        return record.timestamp() >= 0 ? Math.min(record.timestamp(), now) : now;
    }
}
