package io.wattledger.bench.flink;

import io.wattledger.bench.contender.Records;
import io.wattledger.bench.contender.Settings;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is published of a total. */
final class TotalsSerializer implements KafkaRecordSerializationSchema<WindowSums> {

    private static final long serialVersionUID = 1;

    private final Settings settings;
    private transient Records records;

    @SuppressWarnings("NullAway.Init") // Flink calls open before all else.
    TotalsSerializer(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
        records = new Records(settings);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(WindowSums total, KafkaSinkContext context, Long timestamp) {
        return records.total(total.key(), total.sums());
    }
}
