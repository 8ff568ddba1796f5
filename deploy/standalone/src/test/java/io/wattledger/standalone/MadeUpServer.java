package io.wattledger.standalone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Serves the files of the page, and for the API whatever a test wants. */
final class MadeUpServer implements AutoCloseable {

    /** The page gets it from the real server, too. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE = "io/wattledger/http/page/";
    private static final String CHARTS = "META-INF/resources/webjars/chart.js/4.5.1/dist/";
    private static final String LIVE = "/api/v1/live";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, Answer> answers;

    /**
     * A request to the API.
     *
     * @param parameters of its query, decoded
     */
    record Asked(String path, Map<String, String> parameters, Optional<String> token) {

        boolean live() {
            return path.equals(LIVE);
        }

        String parameter(String name) {
            return parameters.getOrDefault(name, "");
        }
    }

    /**
     * An answer of the API; one of the live stream stays open.
     *
     * @param retryAfter seconds
     */
    record Answer(int status, String type, String body, Optional<Integer> retryAfter) {

        static Answer json(Object body) {
            return new Answer(200, "application/json", body.toString(), Optional.empty());
        }

        static Answer events(String body) {
            return new Answer(200, "text/event-stream", body, Optional.empty());
        }

        static Answer problem(int status, String title, String detail) {
            String body = JsonNodeFactory.instance
                    .objectNode()
                    .put("title", title)
                    .put("status", status)
                    .put("detail", detail)
                    .toString();
            return new Answer(status, "application/problem+json", body, Optional.empty());
        }

        Answer retryAfter(int seconds) {
            return new Answer(status, type, body, Optional.of(seconds));
        }
    }

    private MadeUpServer(HttpServer server, Function<Asked, Answer> answers) {
        this.server = server;
        this.answers = answers;
    }

    static MadeUpServer start(Function<Asked, Answer> answers) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        MadeUpServer made = new MadeUpServer(http, answers);
        http.createContext("/", made::file);
        http.createContext("/api/", made::api);
        http.setExecutor(made.threads);
        http.start();
        return made;
    }

    /** What it answers from now on. */
    void answer(Function<Asked, Answer> next) {
        answers = next;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** What it was asked so far. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Sends to all who follow. */
    void send(byte[] bytes) {
        streams.removeIf(stream -> {
            try {
                stream.write(bytes);
                stream.flush();
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Who follows; who went away is found out by a comment. */
    int followers() {
        send(":\n\n");
        return streams.size();
    }

    /** Ends all streams. */
    void dropFollowers() {
        streams.removeIf(stream -> {
            try {
                stream.close();
            } catch (IOException e) {
                // It has gone by itself.
            }
            return true;
        });
    }

    private void file(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().replaceFirst("^/(page/)?", "");
        String folder = name.startsWith("chart.") ? CHARTS : PAGE;
        try (InputStream in = MadeUpServer.class
                .getClassLoader()
                .getResourceAsStream(folder + (name.isEmpty() ? "index.html" : name))) {
            if (in == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String type = name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : "text/html";
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            byte[] bytes = in.readAllBytes();
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } finally {
            exchange.close();
        }
    }

    private void api(HttpExchange exchange) throws IOException {
        Asked question = asked(exchange);
        asked.add(question);
        Answer answer = answers.apply(question);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type() + "; charset=utf-8");
        answer.retryAfter().ifPresent(seconds -> headers.set("Retry-After", "" + seconds));
        if (answer.status() == 401) {
            headers.set("WWW-Authenticate", "Bearer");
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (question.live() && answer.status() == 200) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            streams.add(exchange.getResponseBody());
            return;
        }
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Asked asked(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        Map<String, String> parameters = Arrays.stream(
                        Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
        Optional<String> token = Optional.ofNullable(
                        exchange.getRequestHeaders().getFirst("Authorization"))
                .map(header -> header.replaceFirst("^Bearer ", ""));
        return new Asked(uri.getPath(), parameters, token);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        dropFollowers();
        server.stop(0);
        threads.shutdownNow();
    }
}
