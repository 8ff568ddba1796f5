package io.wattledger.connect;

import io.wattledger.app.App;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigReader;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.standalone.audit.AuditReport;
import io.wattledger.standalone.audit.AuditRequest;
import io.wattledger.standalone.audit.Auditor;
import io.wattledger.standalone.audit.Rules;
import io.wattledger.standalone.kafka.Progress;
import io.wattledger.standalone.publish.Assortment;
import io.wattledger.standalone.publish.CostTable;
import io.wattledger.standalone.publish.Publisher;
import io.wattledger.standalone.publish.SiteTable;
import io.wattledger.standalone.publish.TableKeys;
import io.wattledger.standalone.view.JsonReport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Broker, registry, the bundled tables and an instance of the application, in this process. */
final class Books implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaBroker broker;
    private final RegistryServer registry;
    private final Config config;
    private final App app;

    Books(Path folder) throws Exception {
        registry = RegistryServer.start(folder.resolve("registry"), 0);
        broker = KafkaBroker.start(folder.resolve("kafka"), 0);
        config = ConfigReader.read(
                Optional.empty(),
                Map.of(),
                Map.of(
                        "kafka.bootstrap.servers", broker.bootstrapServers(),
                        "registry.schema.registry.url", registry.url(),
                        "app.state-dir", folder.resolve("state").toString(),
                        "http.port", "0"));
        app = App.prepare(config);
        Publisher publisher = Publisher.of(config, Progress.NONE);
        Assortment bundled = Assortment.bundled();
        publisher.publish(
                CostTable.of(topics(), false),
                CostTable.desired(bundled.costs(), TableKeys.withAliases(), Optional.empty(), Optional.empty()),
                Instant.now());
        publisher.publish(SiteTable.of(topics()), SiteTable.desired(bundled.sites()), Instant.now());
    }

    /** Starts to book. */
    void begin() throws Exception {
        app.begin();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Where the converter finds schemas: the registry's own interface. */
    String converterUrl() {
        return URI.create(registry.url()).resolve("/apis/registry/v2").toString();
    }

    Topics topics() {
        return app.topics();
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** A producer; the caller closes it. */
    Producer<byte[], byte[]> producer(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A record as the application would write it. */
    static <K, V> ProducerRecord<byte[], byte[]> record(Topic<K, V> topic, K key, V value) {
        return new ProducerRecord<>(
                topic.name(),
                topic.key().serializer().serialize(topic.name(), key),
                topic.value().serializer().serialize(topic.name(), value));
    }

    /** The books computed anew, once everything is read and every cost applied. */
    AuditReport audit() throws Exception {
        return Auditor.audit(
                config.kafka(),
                topics(),
                Rules.of(config),
                new AuditRequest(Optional.empty(), Optional.empty(), PATIENCE),
                io.wattledger.standalone.audit.Progress.NONE);
    }

    /** What a demo prints of them. */
    String json() {
        return JsonReport.of(app.books(), Duration.ZERO);
    }

    @Override
    public void close() {
        app.close();
        broker.close();
        registry.close();
    }
}
