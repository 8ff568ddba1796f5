package io.wattledger.bench.trial;

import io.wattledger.bench.contender.Settings;
import io.wattledger.ledger.Total;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.AvroSerde;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.topology.Records;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The last committed total of each window that a contender published, read on from where it was read to. */
public final class PublishedTotals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<FootprintKey, FootprintTotal> consumer;
    private final Map<FootprintKey, Total> totals = new HashMap<>();

    public PublishedTotals(Settings settings) {
        SchemaRegistry registry = SchemaRegistries.connect(Map.of("schema.registry.url", settings.registry()));
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        settings.bootstrap(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                AvroSerde.ofKey(new AvroCodec<>(FootprintKey.class, registry, false))
                        .deserializer(),
                AvroSerde.ofValue(new AvroCodec<>(FootprintTotal.class, registry, false))
                        .deserializer());
        List<TopicPartition> partitions = settings.totals().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** What is known now. */
    public Map<FootprintKey, Total> readOn() {
        for (var records = consumer.poll(POLL); !records.isEmpty(); records = consumer.poll(POLL)) {
            for (ConsumerRecord<FootprintKey, FootprintTotal> record : records) {
                totals.put(record.key(), Records.total(record.value()));
            }
        }
        return Map.copyOf(totals);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
