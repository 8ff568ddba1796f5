package io.wattledger.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Records that lie behind one another in a partition, as one record: what Kafka Streams does for each record (queues, clocks, sensors)
 * takes longer than to book an event, so it does it for hundreds at once. It sees the offset of the first of them, commits it as long as
 * none of them is done, and the offset behind the last one when all are. They travel in a header, uncopied.
 */
record Bundle(List<ConsumerRecord<byte[], byte[]>> records) implements Header {

    /** Half a millisecond of work or so: what has to be done in time between two records is done in time between two bundles. */
    static final int MOST_RECORDS = 500;

    private static final String KEY = "wattledger-bundle";
    private static final byte[] NOTHING = {};

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public byte[] value() {
        return NOTHING;
    }

    /** The same records, in bundles. */
    static ConsumerRecords<byte[], byte[]> bundled(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return records;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> bundles = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> all = records.records(partition);
            List<ConsumerRecord<byte[], byte[]>> some = new ArrayList<>(all.size() / MOST_RECORDS + 1);
            for (int from = 0; from < all.size(); from += MOST_RECORDS) {
                some.add(carrier(new Bundle(all.subList(from, Math.min(from + MOST_RECORDS, all.size())))));
            }
            bundles.put(partition, some);
        }
        return new ConsumerRecords<>(bundles, records.nextOffsets());
    }

    private static ConsumerRecord<byte[], byte[]> carrier(Bundle bundle) {
        ConsumerRecord<byte[], byte[]> first = bundle.records.get(0);
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                first.timestampType(),
                0,
                0,
                NOTHING,
                NOTHING,
                new RecordHeaders(List.of(bundle)),
                first.leaderEpoch());
    }

    /** The records that a processor was handed: those of a bundle, or the one that it is. */
    static List<ConsumerRecord<byte[], byte[]>> of(Record<byte[], byte[]> record, ProcessorContext<?, ?> context) {
        if (record.headers().lastHeader(KEY) instanceof Bundle bundle) {
            return bundle.records;
        }
        RecordMetadata at = Positions.metadata(context);
        return List.of(new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                at.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty()));
    }
}
