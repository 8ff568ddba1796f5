package io.wattledger.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.access.Access;
import io.wattledger.access.Need;
import io.wattledger.access.Viewer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the books stand, sent each second to those who follow, if it changed; a comment now and then, so that a lost connection is
 * noticed on both sides. Nobody waits for a client that does not read: it misses what was sent meanwhile, and is let go in the end.
 */
final class LiveStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
    private static final int MAX_CLIENTS = 100;
    private static final int HEARTBEAT_SECONDS = 10;
    private static final int PATIENCE_SECONDS = 30;

    private final Function<Viewer, ObjectNode> status;
    private final Access access;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places = new AtomicInteger(MAX_CLIENTS);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "live-stream");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<ObjectNode> last = Optional.empty();
    private int quietSeconds;

    LiveStream(Function<Viewer, ObjectNode> status, Access access) {
        this.status = status;
        this.access = access;
        var unused = clock.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Takes one more who follows, or says that there are too many. */
    void follow(Request request, Response response, Callback callback) {
        if (places.getAndDecrement() <= 0) {
            places.incrementAndGet();
            Problem.after(
                            HttpStatus.SERVICE_UNAVAILABLE_503,
                            Duration.ofSeconds(HEARTBEAT_SECONDS),
                            "%d follow already; ask /api/v1/status now and then instead".formatted(MAX_CLIENTS))
                    .send(response, callback);
            return;
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        // A proxy that gathers would hold back what is live.
        headers.put("X-Accel-Buffering", "no");
        Client client = new Client(
                Gate.viewer(request),
                Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION)),
                response,
                callback);
        Request.addCompletionListener(request, failure -> {
            clients.remove(client);
            places.incrementAndGet();
        });
        // Known before the first piece: one that breaks off with it is let go like any other.
        clients.add(client);
        client.send(event(client.viewer));
    }

    private String event(Viewer viewer) {
        return "event: status\ndata: " + Answers.stamped(status.apply(viewer), Instant.now()) + "\n\n";
    }

    private void tick() {
        if (clients.isEmpty()) {
            return;
        }
        try {
            ObjectNode figures = status.apply(Viewer.ANYBODY);
            boolean changed = !last.equals(Optional.of(figures));
            last = Optional.of(figures);
            quietSeconds = changed ? 0 : quietSeconds + 1;
            for (Client client : clients) {
                if (client.isDone(access)) {
                    client.end();
                } else if (changed) {
                    client.send(event(client.viewer));
                } else if (quietSeconds % HEARTBEAT_SECONDS == 0) {
                    client.send(": idle\n\n");
                }
            }
        } catch (RuntimeException e) {
            // The next tick comes all the same.
            LOG.warn("figures were not sent to the page", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        clients.forEach(Client::end);
    }

    /** One who follows. At most one piece is on its way to it. */
    private static final class Client {
        private final Viewer viewer;
        private final Optional<String> authorization;
        private final Response response;
        private final Callback callback;
        private boolean sending;
        private boolean ended;
        private long sendingSince;

        Client(Viewer viewer, Optional<String> authorization, Response response, Callback callback) {
            this.viewer = viewer;
            this.authorization = authorization;
            this.response = response;
            this.callback = callback;
        }

        /** Whether its token is no longer taken, or it does not read. */
        synchronized boolean isDone(Access access) {
            boolean stuck = sending && System.nanoTime() - sendingSince > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            Optional<Viewer> now = access.viewer(authorization, Instant.now());
            return stuck
                    || !now.equals(Optional.of(viewer))
                    || access.judge(now, Need.READING) != Access.Verdict.ALLOWED;
        }

        synchronized void send(String text) {
            if (sending || ended) {
                return;
            }
            sending = true;
            sendingSince = System.nanoTime();
            response.write(
                    false,
                    ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                    Callback.from(this::sent, this::failed));
        }

        private synchronized void sent() {
            sending = false;
        }

        private void failed(Throwable failure) {
            if (markEnded()) {
                callback.failed(failure);
            }
        }

        void end() {
            if (markEnded()) {
                callback.succeeded();
            }
        }

        private synchronized boolean markEnded() {
            boolean first = !ended;
            ended = true;
            return first;
        }
    }
}
