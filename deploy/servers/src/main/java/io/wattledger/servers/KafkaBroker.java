package io.wattledger.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker inside this JVM: one node, broker and controller in one, reachable from this machine only. Its
 * folder is formatted at the first start and keeps topics, offsets and cluster id over the next ones; the port may
 * differ from start to start.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaBroker.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private final BrokerFolder folder;
    private final KafkaRaftServer server;
    private final int port;
    private boolean closed;

    private KafkaBroker(BrokerFolder folder, KafkaRaftServer server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and returns when it serves.
     *
     * @param dataDir its folder, created if missing
     * @param port the port to listen on, 0 for a free one
     * @throws ServerStartException if the port is taken, the folder is in use or cannot be used, or Kafka fails
     */
    public static KafkaBroker start(Path dataDir, int port) {
        return start(dataDir, port, Map.of());
    }

    /**
     * The same with settings of its own, which override ours. Listeners are added to the one that {@link #bootstrapServers} names.
     *
     * @param settings as in a broker's server.properties
     * @throws ServerStartException if the port is taken, the folder is in use or cannot be used, or Kafka fails
     */
    public static KafkaBroker start(Path dataDir, int port, Map<String, String> settings) {
        BrokerFolder folder = BrokerFolder.open(dataDir);
        try {
            return start(folder, port, settings, 1);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static KafkaBroker start(BrokerFolder folder, int wantedPort, Map<String, String> others, int attempt) {
        int port = Ports.resolve(wantedPort, "broker");
        // Nobody listens on the first one yet, so it may be found free once more.
        int controllerPort =
                Ports.free(2).stream().filter(free -> free != port).findFirst().orElseThrow();
        Properties settings = BrokerSettings.of(folder.logDir(), port, controllerPort, others);
        folder.prepare(settings);
        try {
            KafkaRaftServer server = started(settings);
            folder.stampVersion();
            return new KafkaBroker(folder, server, port);
        } catch (RuntimeException e) {
            boolean lostPort = !(Ports.isFree(port) && Ports.isFree(controllerPort));
            if (lostPort && attempt < Ports.ATTEMPTS) {
                return start(folder, wantedPort, others, attempt + 1);
            }
            throw new ServerStartException(
                    "broker: Kafka did not start on port %d with folder %s: %s. Its log tells more; if the folder is damaged, use another."
                            .formatted(port, folder.logDir().getParent(), rootMessage(e)),
                    e);
        }
    }

    private static KafkaRaftServer started(Properties settings) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            stopQuietly(server);
            throw e;
        }
    }

    /** Where clients connect, as {@code 127.0.0.1:PORT}. */
    public String bootstrapServers() {
        return Ports.HOST + ":" + port;
    }

    /** Stops the broker with all it has written on disk; gives up waiting after 30 seconds. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Thread stopper = new Thread(
                () -> {
                    server.shutdown();
                    server.awaitShutdown();
                },
                "broker-stop");
        stopper.setDaemon(true);
        stopper.start();
        try {
            stopper.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopper.isAlive()) {
            LOG.warn("broker on port {} did not stop within {} s; left behind", port, CLOSE_LIMIT.toSeconds());
        }
        folder.close();
    }

    private static void stopQuietly(KafkaRaftServer server) {
        try {
            server.shutdown();
        } catch (RuntimeException e) {
            LOG.debug("broker that failed to start did not stop cleanly either", e);
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
