package io.wattledger.standalone.torture;

import io.wattledger.standalone.child.JavaChild;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One process of the application, or the control: killed and started at will, and started again when it gave up by itself, as
 * whatever runs it in production would do.
 */
final class Instance implements AutoCloseable {

    private static final int TICK_MILLIS = 100;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private final String name;
    private final Supplier<JavaChild> start;
    private final String ready;
    private Optional<JavaChild> process = Optional.empty();
    private boolean wanted;
    private boolean closed;
    private int kills;
    private int killsWhileStarting;
    private final List<Long> ownExits = new ArrayList<>();

    /** One that works as soon as it is alive. */
    Instance(String name, Supplier<JavaChild> start) {
        this(name, start, "");
    }

    /** @param ready what its log says when it works */
    Instance(String name, Supplier<JavaChild> start, String ready) {
        this.name = name;
        this.start = start;
        this.ready = ready;
    }

    String name() {
        return name;
    }

    synchronized void start() {
        noteOwnExit();
        wanted = !closed;
        if (wanted && !running()) {
            process = Optional.of(start.get());
        }
    }

    /** kill -9, if it runs; it stays down until it is started. */
    synchronized void kill() {
        wanted = false;
        if (running()) {
            boolean worked = working();
            process.ifPresent(JavaChild::kill);
            if (worked) {
                kills++;
            } else {
                killsWhileStarting++;
            }
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
            noteOwnExit();
            process = Optional.of(start.get());
        }
    }

    private void noteOwnExit() {
        if (wanted && process.isPresent() && !running()) {
            ownExits.add(System.nanoTime());
            process = Optional.empty();
        }
    }

    /** Whether it has worked since it was started. */
    synchronized boolean working() {
        return process.filter(child -> child.isAlive() && (ready.isEmpty() || child.logged(ready)))
                .isPresent();
    }

    /** Waits until it works, but not for ever. */
    void awaitWorking(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!working() && System.nanoTime() < deadline) {
            Thread.sleep(TICK_MILLIS);
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

    /** How often it was killed before it worked. */
    synchronized int killsWhileStarting() {
        return killsWhileStarting;
    }

    /** How often it was killed when it worked. */
    synchronized int kills() {
        return kills;
    }

    /** How often it ended by itself. */
    synchronized int ownExits() {
        return ownExits.size();
    }

    /** When it was found to have ended by itself, as {@link System#nanoTime} counts. */
    synchronized List<Long> ownExitTimes() {
        return List.copyOf(ownExits);
    }

    @Override
    public synchronized void close() {
        closed = true;
        wanted = false;
        process.ifPresent(JavaChild::kill);
    }
}
