package io.wattledger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.access.Access;
import io.wattledger.books.Books;
import io.wattledger.books.BooksWithTables;
import io.wattledger.books.HandMadeBooks;
import io.wattledger.books.HandMadeTables;
import io.wattledger.books.LiveBooks;
import io.wattledger.ingest.Receipt;
import io.wattledger.metrics.Budget;
import io.wattledger.metrics.IdleStreams;
import io.wattledger.metrics.Metrics;
import io.wattledger.metrics.SeriesLabels;
import io.wattledger.topology.TablesStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KafkaStreams;

/** A server over hand-made books; what it would hand to Kafka ends in a list. */
final class RunningServer implements AutoCloseable {

    static final String HOST = "127.0.0.1";
    static final Instant PUBLISHED = Instant.parse("2026-11-01T00:00:00Z");

    final AtomicReference<Optional<String>> notAlive = new AtomicReference<>(Optional.empty());
    final AtomicReference<Optional<String>> notReady = new AtomicReference<>(Optional.empty());
    volatile Runnable beforeBooks = () -> {};
    final List<String> taken = new CopyOnWriteArrayList<>();
    final HttpClient client = HttpClient.newHttpClient();

    private final KafkaStreams streams;
    private final Metrics metrics;
    private final HttpServer server;
    private final int port;

    RunningServer(Path folder, Access access) throws IOException {
        this(folder, settings(), access, SlowClients.Limits.USUAL);
    }

    RunningServer(Path folder, HttpServer.Settings settings, Access access, SlowClients.Limits limits)
            throws IOException {
        LiveBooks books = new BooksWithTables(
                HandMadeBooks.live(this::books),
                new HandMadeTables()
                        .cost("llama", "h100", PUBLISHED)
                        .cost("org/llama", "h100", PUBLISHED)
                        .site("eu-west-1", PUBLISHED)
                        .published());
        streams = IdleStreams.create(folder);
        metrics = new Metrics(
                streams,
                books,
                new TablesStatus(),
                new SeriesLabels(List.of("team"), 10),
                new SeriesLabels(List.of("team"), 10),
                Map.of(),
                "1.2.3");
        boolean started = false;
        try {
            server = HttpServer.start(
                    settings,
                    new HttpServer.Parts(
                            metrics,
                            new HttpServer.Health(notAlive::get, notReady::get),
                            books,
                            Map.of(
                                    "budgeted",
                                    new Budget(OptionalDouble.of(4e9), OptionalDouble.empty(), OptionalDouble.of(10)),
                                    "search",
                                    new Budget(OptionalDouble.empty(), OptionalDouble.of(5), OptionalDouble.empty())),
                            this::take,
                            access,
                            "1.2.3"),
                    limits);
            port = server.port();
            started = true;
        } finally {
            if (!started) {
                metrics.close();
                streams.close();
            }
        }
    }

    private Books books() {
        beforeBooks.run();
        return HandMadeBooks.books();
    }

    static HttpServer.Settings settings() {
        return settings(0);
    }

    static HttpServer.Settings settings(int port) {
        return new HttpServer.Settings(
                HOST, port, Optional.empty(), 1_000, 64 << 10, 10_000, 10_000, Optional.empty(), 1);
    }

    /** Each line of a body is an event; one that begins with a team is for that team. */
    private CompletableFuture<List<Receipt>> take(
            Optional<String> contentType,
            Function<String, Optional<String>> header,
            byte[] body,
            Predicate<String> mayCharge) {
        String text = new String(body, StandardCharsets.UTF_8);
        taken.add(text);
        List<String> lines = text.lines().toList();
        return CompletableFuture.completedFuture(IntStream.range(0, lines.size())
                .mapToObj(i -> receipt(i, lines.get(i), mayCharge.test(lines.get(i))))
                .toList());
    }

    private static Receipt receipt(int index, String line, boolean may) {
        return new Receipt(
                index,
                Optional.of("s"),
                Optional.of(line),
                may ? Receipt.Outcome.valueOf(line.toUpperCase(Locale.ROOT)) : Receipt.Outcome.FORBIDDEN,
                line.equals("duplicate") ? OptionalInt.of(0) : OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://" + HOST + ":" + port() + path);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    JsonNode json(String path, String... headers) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path, headers);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return new ObjectMapper().readTree(answer.body());
    }

    /** Sends bytes as they are, and reads until the server ends the connection or nothing comes for a second. */
    String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            var answer = new StringBuilder();
            byte[] piece = new byte[8192];
            try {
                for (int n = socket.getInputStream().read(piece);
                        n >= 0;
                        n = socket.getInputStream().read(piece)) {
                    answer.append(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
                }
            } catch (SocketTimeoutException | SocketException e) {
                // What came is the answer.
            }
            return answer.toString();
        }
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
        streams.close();
    }
}
