package io.wattledger.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.sse.SseClient;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the books stand, sent each second to those who follow, if it changed; a comment now and then, so that a lost connection is
 * noticed on both sides.
 */
final class LiveStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
    private static final int MAX_CLIENTS = 100;
    private static final int HEARTBEAT_SECONDS = 10;

    private final Supplier<ObjectNode> status;
    private final Set<SseClient> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "live-stream");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<ObjectNode> last = Optional.empty();
    private int quietSeconds;

    LiveStream(Supplier<ObjectNode> status) {
        this.status = status;
        var unused = clock.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Takes one more who follows; beyond what it bears, nobody is let wait. */
    void follow(SseClient client) {
        if (clients.size() >= MAX_CLIENTS) {
            client.sendComment("too many connections");
            client.close();
            return;
        }
        client.keepAlive();
        client.onClose(() -> clients.remove(client));
        client.sendEvent("status", BooksJson.text(status.get()));
        clients.add(client);
    }

    private void tick() {
        if (clients.isEmpty()) {
            return;
        }
        try {
            ObjectNode now = status.get();
            ObjectNode figures = now.deepCopy();
            figures.remove("at");
            boolean changed = !last.equals(Optional.of(figures));
            last = Optional.of(figures);
            quietSeconds = changed ? 0 : quietSeconds + 1;
            if (changed) {
                String text = BooksJson.text(now);
                clients.forEach(client -> client.sendEvent("status", text));
            } else if (quietSeconds % HEARTBEAT_SECONDS == 0) {
                clients.forEach(client -> client.sendComment("idle"));
            }
            clients.removeIf(SseClient::terminated);
        } catch (RuntimeException e) {
            // The next tick comes all the same.
            LOG.warn("figures were not sent to the page", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        clients.forEach(SseClient::close);
    }
}
