package io.wattledger.standalone.torture;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One process of the application, or the control: killed and started at will, and started again when it gave up by itself, as
 * whatever runs it in production would do.
 */
final class Instance implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private final String name;
    private final Supplier<JavaChild> start;
    private Optional<JavaChild> process = Optional.empty();
    private boolean wanted;
    private boolean closed;
    private int kills;
    private int ownExits;

    Instance(String name, Supplier<JavaChild> start) {
        this.name = name;
        this.start = start;
    }

    String name() {
        return name;
    }

    synchronized void start() {
        wanted = !closed;
        if (wanted && !running()) {
            process = Optional.of(start.get());
        }
    }

    /** kill -9, if it runs; it stays down until it is started. */
    synchronized void kill() {
        wanted = false;
        if (running()) {
            process.ifPresent(JavaChild::kill);
            kills++;
        }
    }

    /** SIGTERM. Returns whether it stopped in time. */
    synchronized boolean stop() {
        wanted = false;
        return !running() || process.map(child -> child.terminate(STOP_LIMIT)).orElse(true);
    }

    /** Starts it again if it should run and does not. */
    synchronized void tend() {
        if (wanted && !running()) {
            ownExits++;
            process = Optional.of(start.get());
        }
    }

    /** Stops it with SIGSTOP until what is returned is closed. */
    synchronized Held pause() {
        return Held.paused(process.orElseThrow().pid());
    }

    synchronized boolean running() {
        return process.filter(JavaChild::isAlive).isPresent();
    }

    synchronized boolean wanted() {
        return wanted;
    }

    /** How often it was killed. */
    synchronized int kills() {
        return kills;
    }

    /** How often it ended by itself. */
    synchronized int ownExits() {
        return ownExits;
    }

    @Override
    public synchronized void close() {
        closed = true;
        wanted = false;
        process.ifPresent(JavaChild::kill);
    }
}
