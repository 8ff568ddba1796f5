package io.wattledger.bench.flink;

import io.wattledger.bench.contender.Records;
import io.wattledger.bench.contender.Settings;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is published of a total. */
final class TotalsSerializer implements KafkaRecordSerializationSchema<WindowSums>, KafkaDatasetFacetProvider {

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

    /** The topics, which the sink asks for open transactions before it begins its own. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(new DefaultKafkaDatasetFacet(
                DefaultKafkaDatasetIdentifier.ofTopics(settings.totals()), new Properties()));
    }
}
