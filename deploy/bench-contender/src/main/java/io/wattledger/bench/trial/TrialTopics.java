package io.wattledger.bench.trial;

import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.SiteFactors;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The three topics that a contender reads, under a prefix. */
public final class TrialTopics {

    private static final short ONE_REPLICA = 1;

    private final String bootstrap;
    private final Topics topics;

    public TrialTopics(TrialServers servers, String prefix) {
        SchemaRegistry registry = SchemaRegistries.connect(Map.of("schema.registry.url", servers.registryUrl()));
        this.bootstrap = servers.bootstrap();
        this.topics = new Topics(prefix, registry, true);
    }

    /** Makes the topics and fills the two tables. */
    public void create(int partitions) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(topics.events().name(), partitions, ONE_REPLICA),
                            new NewTopic(topics.costs().name(), 1, ONE_REPLICA),
                            new NewTopic(topics.sites().name(), 1, ONE_REPLICA)))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
            for (InferenceCosts row : TrialInput.costs()) {
                send(
                        producer,
                        topics.costs().name(),
                        row.getModelId() + "|" + row.getGpu(),
                        topics.costs()
                                .value()
                                .serializer()
                                .serialize(topics.costs().name(), row));
            }
            for (SiteFactors row : TrialInput.sites()) {
                send(
                        producer,
                        topics.sites().name(),
                        row.getRegion(),
                        topics.sites()
                                .value()
                                .serializer()
                                .serialize(topics.sites().name(), row));
            }
        }
    }

    /** Writes so many events, and tells of each. */
    public void write(TrialInput input, int count, Consumer<InferenceEvent> seen) {
        String topic = topics.events().name();
        var serializer = topics.events().value().serializer();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                InferenceEvent event = input.next();
                seen.accept(event);
                send(producer, topic, event.getEventId(), serializer.serialize(topic, event));
            }
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024);
    }

    private static void send(KafkaProducer<String, byte[]> producer, String topic, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key, value));
    }
}
