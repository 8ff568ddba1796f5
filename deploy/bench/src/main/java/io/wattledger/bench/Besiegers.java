package io.wattledger.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Clients that mean no good, on this machine and for as long as they are open: two thousand connections of which each sends a byte a
 * second, bodies that are no JSON, headers and bodies that are too large, tokens that are guessed, and questions that are dear, as
 * fast as one client asks.
 */
final class Besiegers {

    private static final int CONNECTIONS = 2_000;
    private static final int CONNECT_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TRICKLE = Duration.ofSeconds(1);
    private static final String SLOW_BODY =
            "POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n";
    private static final String SLOW_HEADER = "GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI root;
    private final int port;
    private final Tally tally;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /** What they were answered, by status; 0 where there was no answer. */
    static final class Tally {
        private final Map<Integer, Long> answers = new TreeMap<>();
        private long connections;

        private synchronized void answered(int status) {
            answers.merge(status, 1L, Long::sum);
        }

        private synchronized void connected() {
            connections++;
        }

        synchronized void into(ObjectNode section) {
            section.put("besiegersConnections", connections);
            answers.forEach((status, count) -> section.put("besiegersAnswers" + status, count));
        }
    }

    private Besiegers(int port, Tally tally) {
        this.port = port;
        this.root = URI.create("http://127.0.0.1:" + port);
        this.tally = tally;
    }

    static Besiegers start(int port, Tally tally) {
        Besiegers besiegers = new Besiegers(port, tally);
        besiegers.begin("trickle", besiegers::trickle);
        besiegers.begin("no-json", () -> besiegers.ask(besiegers.post("[{\"specversion\":".repeat(4_000))));
        besiegers.begin("too-large", () -> besiegers.ask(besiegers.post("x".repeat(2_000_000))));
        besiegers.begin(
                "headers", () -> besiegers.ask(besiegers.get("/api/v1/status").header("X-Large", "x".repeat(20_000))));
        besiegers.begin(
                "guess",
                () -> besiegers.ask(
                        besiegers.get("/metrics").header("Authorization", "Bearer wl_" + System.nanoTime())));
        besiegers.begin(
                "dear",
                () -> besiegers.ask(
                        besiegers.get("/api/v1/footprint?step=1m&by=team,project,model,gpu,region&limit=10000")));
        return besiegers;
    }

    /** What one of them does again and again. */
    @FunctionalInterface
    private interface Deed {
        void again() throws InterruptedException;
    }

    private void begin(String name, Deed deed) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (!stopping) {
                            deed.again();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "besieger-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE);
    }

    private HttpRequest.Builder post(String body) {
        return get("/api/v1/events")
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(BodyPublishers.ofString(body));
    }

    private void ask(HttpRequest.Builder request) throws InterruptedException {
        try {
            tally.answered(
                    client.send(request.build(), BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            tally.answered(0);
        }
    }

    /** Holds as many connections as it gets, half of them in a header and half in a body; what is ended is begun again. */
    private void trickle() throws InterruptedException {
        Deque<Socket> sockets = new ArrayDeque<>();
        try {
            while (!stopping) {
                long begun = System.nanoTime();
                for (int i = sockets.size(); i > 0; i--) {
                    Socket socket = sockets.removeFirst();
                    if (send(socket, "x")) {
                        sockets.addLast(socket);
                    }
                }
                while (sockets.size() < CONNECTIONS && System.nanoTime() - begun < TRICKLE.toNanos()) {
                    connect(sockets.size() % 2 == 0 ? SLOW_BODY : SLOW_HEADER, sockets);
                }
                Thread.sleep(Math.max(
                        1, TRICKLE.minusNanos(System.nanoTime() - begun).toMillis()));
            }
        } finally {
            sockets.forEach(Besiegers::close);
        }
    }

    private void connect(String begin, Deque<Socket> sockets) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            tally.connected();
        } catch (IOException e) {
            close(socket);
            return;
        }
        if (send(socket, begin)) {
            sockets.addLast(socket);
        }
    }

    private static boolean send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException e) {
            close(socket);
            return false;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }

    /** Ends what they do, and waits until they are gone. */
    void stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join(PATIENCE.multipliedBy(2).toMillis());
        }
    }
}
