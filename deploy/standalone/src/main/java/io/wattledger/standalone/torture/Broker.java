package io.wattledger.standalone.torture;

import io.wattledger.standalone.child.BrokerMain;
import io.wattledger.standalone.child.JavaChild;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A broker as a process of its own that can be stopped, killed and started again on its folder and port. */
final class Broker implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 768;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
    private static final int TRIES = 3;
    private static final int TICK_MILLIS = 50;

    private final Path folder;
    private final int port;
    private volatile Optional<JavaChild> process = Optional.empty();
    private volatile boolean closed;

    Broker(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Starts it, and returns when it listens. */
    synchronized void start() throws InterruptedException, TortureException {
        for (int attempt = 1; ; attempt++) {
            if (closed) {
                throw new TortureException("the run is being stopped");
            }
            var program = new JavaChild.Program(
                    BrokerMain.class.getName(),
                    HEAP_MEGABYTES,
                    List.of(folder.resolve("data").toString(), Integer.toString(port)));
            JavaChild started = JavaChild.start(program, folder.resolve("broker.log"));
            process = Optional.of(started);
            if (awaitListening(started)) {
                return;
            }
            started.kill();
            if (attempt == TRIES) {
                throw new TortureException("the broker did not start; its log is " + started.log());
            }
        }
    }

    private boolean awaitListening(JavaChild started) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline && started.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return true;
            } catch (IOException e) {
                Thread.sleep(TICK_MILLIS);
            }
        }
        return false;
    }

    /** SIGTERM. Returns whether it stopped in time. */
    synchronized boolean stop() {
        return process.map(broker -> broker.terminate(STOP_LIMIT)).orElse(true);
    }

    /** kill -9. */
    synchronized void kill() {
        process.ifPresent(JavaChild::kill);
    }

    /** Does not wait for a start that is under way, but ends it. */
    @Override
    public void close() {
        closed = true;
        process.ifPresent(JavaChild::kill);
        kill();
    }
}
