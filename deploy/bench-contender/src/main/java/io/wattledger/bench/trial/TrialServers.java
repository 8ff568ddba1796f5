package io.wattledger.bench.trial;

import io.wattledger.servers.RegistryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A registry, and a broker as a process of its own, because its Kafka client is not the contender's. */
public final class TrialServers implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int TICK_MILLIS = 50;
    private static final String BROKER = "io.wattledger.standalone.torture.BrokerMain";

    private final RegistryServer registry;
    private final JavaProcess broker;
    private final int port;

    private TrialServers(RegistryServer registry, JavaProcess broker, int port) {
        this.registry = registry;
        this.broker = broker;
        this.port = port;
    }

    /**
     * Starts both.
     *
     * @param standalone the folder with {@code app/} and {@code lib/} of the module that has the broker's program
     * @param folder for what they keep
     */
    public static TrialServers start(Path standalone, Path folder) throws IOException, InterruptedException {
        RegistryServer registry = RegistryServer.start(folder.resolve("registry"), 0);
        int port = freePort();
        JavaProcess broker = JavaProcess.start(
                standalone,
                List.of(BROKER, folder.resolve("broker").toString(), Integer.toString(port)),
                folder.resolve("broker.log"));
        TrialServers servers = new TrialServers(registry, broker, port);
        servers.awaitBroker();
        return servers;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitBroker() throws InterruptedException, IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline && broker.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        }
        close();
        throw new IOException("the broker did not start; its log is " + broker.log());
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    public String registryUrl() {
        return registry.url();
    }

    @Override
    public void close() {
        broker.close();
        registry.close();
    }
}
