package io.wattledger.standalone.kafka;

import io.wattledger.config.Config;
import io.wattledger.rights.Part;
import io.wattledger.rights.Refusals;
import io.wattledger.rights.Rights;
import io.wattledger.rights.RightsException;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Kafka and the registry of a configuration. */
public final class Connection implements AutoCloseable {

    private static final Duration REACH = Duration.ofSeconds(15);

    private final Config config;
    private final Refusals refusals;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final Supplier<Progress> progress;

    /**
     * @param part what connects
     * @param progress told of each reading anew
     */
    public Connection(Config config, Part part, Supplier<Progress> progress) {
        this.config = config;
        this.refusals = Refusals.of(config, part);
        this.registry = SchemaRegistries.connect(config.registry());
        boolean register = !"false".equals(config.registry().get("auto.register.schemas"));
        this.topics = new Topics(config.topics().prefix(), registry, register);
        this.progress = progress;
    }

    public Config config() {
        return config;
    }

    public Topics topics() {
        return topics;
    }

    public TopicScan scan() {
        return new TopicScan(config.kafka(), progress.get());
    }

    public void awaitRegistry() {
        SchemaRegistries.awaitReachable(registry, REACH);
    }

    /**
     * Asks first: clients would wait a minute for a topic that is not there.
     *
     * @param operations what is to be done with it
     * @throws TopicException if it is not there, that is not allowed, or Kafka does not answer
     */
    public void requireTopic(String topic, AclOperation... operations) throws InterruptedException {
        if (!exists(topic, operations)) {
            throw new TopicException("there is no topic " + topic
                    + "; 'wattledger run' creates it, --set topics.prefix=… names another one");
        }
    }

    /**
     * Whether there is such a topic.
     *
     * @param operations what is to be done with it
     * @throws TopicException if that is not allowed, or Kafka does not answer
     */
    public boolean exists(String topic, AclOperation... operations) throws InterruptedException {
        try {
            return new Rights(config.kafka(), refusals)
                    .missing(Map.of(topic, Set.of(operations)))
                    .isEmpty();
        } catch (RightsException e) {
            throw new TopicException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What Kafka refuses, in words. */
    public Refusals refusals() {
        return refusals;
    }

    /**
     * How long a topic keeps its records; empty: for ever.
     *
     * @throws TopicException if Kafka does not answer, or refuses to say
     */
    public Optional<Duration> retention(String topic) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(new HashMap<>(config.kafka()))) {
            var settings = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource))
                            .all()
                            .get(REACH.toSeconds(), TimeUnit.SECONDS)
                            .get(resource),
                    topic);
            long millis = Optional.ofNullable(settings.get(TopicConfig.RETENTION_MS_CONFIG))
                    .map(entry -> Long.parseLong(entry.value()))
                    .orElseThrow(() -> new TopicException("Kafka does not say how long topic " + topic
                            + " keeps its records; it takes DescribeConfigs on the topic"));
            return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
        } catch (ExecutionException | TimeoutException e) {
            throw new TopicException(
                    "how long topic %s keeps its records cannot be asked: %s".formatted(topic, refusals.message(e)), e);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
