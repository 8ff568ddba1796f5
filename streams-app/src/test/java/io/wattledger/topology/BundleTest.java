package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class BundleTest {

    private static final TopicPartition LONG = new TopicPartition("events", 0);
    private static final TopicPartition SHORT = new TopicPartition("events", 1);

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                1_000 + offset,
                TimestampType.LOG_APPEND_TIME,
                1,
                1,
                new byte[] {1},
                new byte[] {(byte) offset},
                new RecordHeaders(),
                Optional.of(7));
    }

    private static List<ConsumerRecord<byte[], byte[]>> unbundled(ConsumerRecord<byte[], byte[]> carrier) {
        var record = new Record<>(carrier.key(), carrier.value(), carrier.timestamp(), carrier.headers());
        return Bundle.of(record, new MockProcessorContext<>());
    }

    @Test
    void shouldHandOnEachRecordOnceAndInItsOrder() {
        // Given: offsets of a compacted topic have gaps
        List<ConsumerRecord<byte[], byte[]>> many = IntStream.range(0, 2 * Bundle.MOST_RECORDS + 1)
                .mapToObj(i -> record(LONG, 10 + 3L * i))
                .toList();
        List<ConsumerRecord<byte[], byte[]>> one = List.of(record(SHORT, 5));
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> read = new LinkedHashMap<>();
        read.put(LONG, many);
        read.put(SHORT, one);
        var next = Map.of(LONG, new OffsetAndMetadata(9_999), SHORT, new OffsetAndMetadata(8));
        // When
        ConsumerRecords<byte[], byte[]> bundled = Bundle.bundled(new ConsumerRecords<>(read, next));
        // Then
        assertThat(bundled.nextOffsets()).isEqualTo(next);
        List<ConsumerRecord<byte[], byte[]>> carriers = bundled.records(LONG);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        carriers.forEach(carrier -> all.addAll(unbundled(carrier)));
        assertThat(all).isEqualTo(many);
        assertThat(unbundled(bundled.records(SHORT).get(0))).isEqualTo(one);
        assertThat(carriers)
                .as("what would be committed while none of a bundle is done")
                .extracting(ConsumerRecord::offset)
                .containsExactly(10L, 10 + 3L * Bundle.MOST_RECORDS, 10 + 6L * Bundle.MOST_RECORDS);
        assertThat(carriers.get(1).timestamp()).isEqualTo(1_010 + 3L * Bundle.MOST_RECORDS);
        assertThat(carriers.get(1).timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(carriers.get(1).leaderEpoch()).contains(7);
    }

    @Test
    void shouldKeepThePositionOfAPollThatBroughtMarkersAlone() {
        var next = Map.of(LONG, new OffsetAndMetadata(3));
        assertThat(Bundle.bundled(new ConsumerRecords<>(Map.of(), next)).nextOffsets())
                .isEqualTo(next);
    }

    @Test
    void shouldTakeAHeaderOfTheSameNameForNoBundle() {
        var context = new MockProcessorContext<>();
        context.setRecordMetadata("events", 0, 3);
        var headers = new RecordHeaders().add("wattledger-bundle", new byte[] {1});
        // When
        List<ConsumerRecord<byte[], byte[]>> records =
                Bundle.of(new Record<>(new byte[] {1}, new byte[] {2}, 4, headers), context);
        // Then
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.offset()).isEqualTo(3);
            assertThat(record.value()).containsExactly(2);
            assertThat(record.headers()).isEqualTo(headers);
        });
    }
}
