package io.wattledger.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;

/**
 * Ends connections of clients that take longer than anybody should: to send a request, its body, or to take the answer. A client that
 * sends a byte now and then is never idle, so the server's own limit does not see it; it holds a place that others need.
 */
final class SlowClients implements Connection.Listener, AutoCloseable {

    private final Limits limits;
    private final Map<Connection, Long> deadlines = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "slow-clients");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * How long each may take.
     *
     * @param request until its headers are here; also how long a connection may wait for its next request
     * @param body until it is here
     * @param answer until it is gone
     */
    record Limits(Duration request, Duration body, Duration answer) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(90));
    }

    SlowClients(Limits limits) {
        this.limits = limits;
        long every = Math.max(1, Math.min(1_000, limits.request().toMillis() / 4));
        var unused = clock.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof SslConnection)) {
            deadlines.put(connection, after(limits.request()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        deadlines.remove(connection);
    }

    /** Its headers are here. */
    void begun(Request request) {
        set(request, request.getLength() == 0 ? limits.answer() : limits.body());
        Request.addCompletionListener(request, failure -> set(request, limits.request()));
    }

    /** Its body is here. */
    void read(Request request) {
        set(request, limits.answer());
    }

    /** Its answer has no end. */
    void follows(Request request) {
        deadlines.computeIfPresent(connection(request), (c, before) -> Long.MAX_VALUE);
    }

    private void set(Request request, Duration limit) {
        deadlines.computeIfPresent(connection(request), (c, before) -> after(limit));
    }

    private static Connection connection(Request request) {
        return request.getConnectionMetaData().getConnection();
    }

    private static long after(Duration limit) {
        return System.nanoTime() + limit.toNanos();
    }

    private void sweep() {
        long now = System.nanoTime();
        deadlines.forEach((connection, deadline) -> {
            if (deadline != Long.MAX_VALUE && now - deadline > 0) {
                connection.getEndPoint().close();
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
