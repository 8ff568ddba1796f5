package io.wattledger.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Things that were started, stopped in the opposite order. One that fails to stop is reported and does not keep the others up. */
public final class Parts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /** Takes over the stopping of a part, and returns it. */
    public <T extends AutoCloseable> T add(T part) {
        started.push(part);
        return part;
    }

    /** Stops everything. Safe to call from any thread, and again: the second caller returns when the first is through. */
    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                LOG.warn("while stopping", e);
            }
        }
    }
}
