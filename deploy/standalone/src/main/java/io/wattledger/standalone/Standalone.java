package io.wattledger.standalone;

import io.wattledger.app.App;
import io.wattledger.app.Parts;
import io.wattledger.app.StartException;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigException;
import io.wattledger.config.ConfigReader;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.servers.ServerStartException;
import io.wattledger.standalone.kafka.Progress;
import io.wattledger.standalone.publish.Assortment;
import io.wattledger.standalone.publish.CostTable;
import io.wattledger.standalone.publish.PublishException;
import io.wattledger.standalone.publish.Publisher;
import io.wattledger.standalone.publish.SiteTable;
import io.wattledger.standalone.publish.TableKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of Wattledger in one folder and one process (the registry is its child): broker, registry, the bundled tables, and the
 * application. Everything that is started stops with it.
 */
final class Standalone implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

    private final Parts parts = new Parts();
    private final KafkaBroker broker;
    private final RegistryServer registry;
    private final App app;

    /**
     * Ports to listen on, on 127.0.0.1; 0 takes a free one.
     */
    record Ports(int kafka, int registry, int http) {}

    /**
     * Starts all parts.
     *
     * @param data folder of the books; a second start on it continues them
     * @throws StartException if a part cannot start; nothing is left behind
     */
    static Standalone start(Path data, Ports ports) throws StartException, InterruptedException {
        return start(data, ports, Map.of());
    }

    /**
     * The same with other settings of the application.
     *
     * @throws StartException if a part cannot start, or a setting is none; nothing is left behind
     */
    static Standalone start(Path data, Ports ports, Map<String, String> settings)
            throws StartException, InterruptedException {
        try {
            return new Standalone(data, ports, settings);
        } catch (ConfigException e) {
            throw new StartException(String.join("; ", e.problems()), e);
        } catch (ServerStartException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (PublishException e) {
            throw new StartException("the bundled tables cannot be written: " + e.getMessage(), e);
        }
    }

    private Standalone(Path data, Ports ports, Map<String, String> others)
            throws StartException, InterruptedException, PublishException {
        boolean started = false;
        try {
            var startingRegistry = async(() -> RegistryServer.start(data.resolve("registry"), ports.registry()));
            var startingBroker = async(() -> KafkaBroker.start(data.resolve("kafka"), ports.kafka()));
            registry = startingRegistry.join();
            broker = startingBroker.join();
            Config config = config(data, ports.http(), others);
            app = parts.add(App.prepare(config));
            publish(Publisher.of(config, Progress.NONE), app.topics());
            app.begin();
            started = true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof ServerStartException cause) {
                throw cause;
            }
            throw e;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** The bundled tables, as {@code wattledger publish} writes them: a second start writes nothing. */
    private static void publish(Publisher publisher, Topics topics) throws PublishException, InterruptedException {
        Assortment bundled = Assortment.bundled();
        TableKeys keys = TableKeys.withAliases();
        Instant now = Instant.now();
        publisher.publish(
                CostTable.of(topics, false),
                CostTable.desired(bundled.costs(), keys, Optional.empty(), Optional.empty()),
                now);
        publisher.publish(SiteTable.of(topics), SiteTable.desired(bundled.sites()), now);
    }

    /** Starts a server beside the others; it is stopped with them even if another one fails. */
    private <T extends AutoCloseable> CompletableFuture<T> async(Supplier<T> start) {
        CompletableFuture<T> starting = CompletableFuture.supplyAsync(start);
        parts.add(() -> {
            try {
                starting.join().close();
            } catch (CompletionException e) {
                LOG.debug("a part that did not start need not be stopped", e);
            }
        });
        return starting;
    }

    private Config config(Path data, int httpPort, Map<String, String> others) {
        Map<String, String> settings = new LinkedHashMap<>(others);
        settings.put("kafka.bootstrap.servers", bootstrapServers());
        // One instance only: with a name of its own it takes its partitions back at once after a crash.
        settings.put("kafka.group.instance.id", "standalone");
        settings.put("registry.schema.registry.url", registryUrl());
        settings.put("app.state-dir", data.resolve("state").toString());
        settings.put("http.port", Integer.toString(httpPort));
        return ConfigReader.read(Optional.empty(), Map.of(), settings);
    }

    /** A producer for the broker; the caller closes it. */
    Producer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    String registryUrl() {
        return registry.url();
    }

    Topics topics() {
        return app.topics();
    }

    App app() {
        return app;
    }

    @Override
    public void close() {
        parts.close();
    }
}
