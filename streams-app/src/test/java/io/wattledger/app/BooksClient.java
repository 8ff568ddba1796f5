package io.wattledger.app;

import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What stands outside of the application: publisher, gateway and reader of the books, with clients of their own. */
final class BooksClient implements AutoCloseable {

    static final String MODEL = "llama-3.1-8b-instruct";
    static final String GPU = "h100-sxm5-80gb";
    static final String REGION = "eu-west-1";

    private final Topics topics;
    private final String bootstrap;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Integer, Long> sent = new HashMap<>();
    private final List<Future<RecordMetadata>> inFlight = new ArrayList<>();

    BooksClient(Topics topics, String bootstrap) {
        this.topics = topics;
        this.bootstrap = bootstrap;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** 0.25 J an input token and 2 J an output token; a PUE of 1.5. */
    void publishCostAndSite() throws Exception {
        publishCost(revision("r1", 1));
        put(
                topics.sites(),
                REGION,
                new SiteFactors(
                        REGION,
                        List.of(SiteRevision.newBuilder()
                                .setRevision("s1")
                                .setEffectiveFrom(Instant.EPOCH)
                                .setPue(1.5)
                                .setWueLitresPerKwh(1)
                                .setEwifLitresPerKwh(2)
                                .setGramsCo2ePerKwh(360)
                                .setSource("test")
                                .build())));
    }

    void publishCost(CostRevision revision) throws Exception {
        put(
                topics.costs(),
                MODEL + "|" + GPU,
                InferenceCosts.newBuilder()
                        .setModelId(MODEL)
                        .setGpu(GPU)
                        .setRevisions(List.of(revision))
                        .build());
    }

    /** 0.25 J an input token and 2 J an output token, times a factor, since the epoch. */
    static CostRevision revision(String name, double factor) {
        Estimate none = new Estimate(0d, 0d, 0d);
        return CostRevision.newBuilder()
                .setRevision(name)
                .setEffectiveFrom(Instant.EPOCH)
                .setMethod("test")
                .setProvenance(List.of())
                .setOperatingPoints(List.of(new OperatingPoint(
                        16,
                        none,
                        new Estimate(125_000 * factor, 250_000 * factor, 500_000 * factor),
                        none,
                        new Estimate(1e6 * factor, 2e6 * factor, 4e6 * factor))))
                .build();
    }

    static InferenceEvent.Builder event(String id) {
        return InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("gateway")
                .setOccurredAt(Instant.now())
                .setModelId(MODEL)
                .setGpu(GPU)
                .setTeam("search")
                .setRegion(REGION)
                .setInputTokens(100)
                .setOutputTokens(10);
    }

    private <V> void put(Topic<String, V> topic, String key, V value) throws Exception {
        byte[] bytes = topic.value().serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes))
                .get();
    }

    void send(InferenceEvent.Builder event) {
        sendBytes(event.getEventId(), bytes(event));
    }

    void sendWithoutKey(InferenceEvent.Builder event) {
        inFlight.add(producer.send(new ProducerRecord<>(topics.events().name(), bytes(event))));
    }

    byte[] bytes(InferenceEvent.Builder event) {
        return topics.events().value().serializer().serialize(topics.events().name(), event.build());
    }

    void sendBytes(String key, byte[] value) {
        inFlight.add(producer.send(
                new ProducerRecord<>(topics.events().name(), key.getBytes(StandardCharsets.UTF_8), value)));
    }

    /** Waits until the broker has all events; gives the offset after the last one by partition. */
    Map<Integer, Long> flush() throws Exception {
        for (Future<RecordMetadata> each : inFlight) {
            RecordMetadata written = each.get();
            sent.merge(written.partition(), written.offset() + 1, Math::max);
        }
        inFlight.clear();
        return Map.copyOf(sent);
    }

    /** All committed records of a topic. */
    <K, V> List<ConsumerRecord<K, V>> read(Topic<K, V> topic) {
        List<ConsumerRecord<K, V>> records = new ArrayList<>();
        try (KafkaConsumer<K, V> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                topic.key().deserializer(),
                topic.value().deserializer())) {
            Set<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** The last committed value of each key. */
    <K, V> Map<K, V> table(Topic<K, V> topic) {
        Map<K, V> table = new LinkedHashMap<>();
        read(topic).forEach(record -> table.put(record.key(), record.value()));
        return table;
    }

    @Override
    public void close() {
        producer.close();
    }
}
