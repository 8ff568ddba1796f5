package io.wattledger.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.wattledger.books.Books;
import io.wattledger.metrics.Metrics;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server of an instance. */
public final class HttpServer implements AutoCloseable {

    private static final int MAX_THREADS = 16;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Javalin server;

    private HttpServer(Javalin server) {
        this.server = server;
    }

    /**
     * What the health endpoints ask.
     *
     * @param liveness why the instance should be restarted, if it should
     * @param readiness why it cannot serve at the moment, if it cannot
     */
    public record Health(Supplier<Optional<String>> liveness, Supplier<Optional<String>> readiness) {}

    /**
     * Listens.
     *
     * @param port 0 takes a free one
     * @throws IOException if the address cannot be listened on
     */
    public static HttpServer start(String host, int port, Metrics metrics, Health health, Supplier<Books> books)
            throws IOException {
        Javalin server = Javalin.create(config -> configure(config, metrics, health, books));
        try {
            return new HttpServer(server.start(host, port));
        } catch (JavalinBindException e) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private static void configure(JavalinConfig config, Metrics metrics, Health health, Supplier<Books> books) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS);
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.routes
                .get("/", context -> page(context, books.get()))
                .get("/metrics", context -> scrape(context, metrics))
                .get(
                        "/health/live",
                        context -> report(context, "alive", health.liveness().get()))
                .get(
                        "/health/ready",
                        context -> report(context, "ready", health.readiness().get()));
    }

    private static void page(Context context, Books books) {
        context.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .html(BooksPage.render(books));
    }

    private static void scrape(Context context, Metrics metrics) {
        Metrics.Scrape scrape = metrics.scrape(context.header("Accept"));
        context.contentType(scrape.contentType()).result(scrape.body());
    }

    private static void report(Context context, String good, Optional<String> problem) {
        context.contentType(TEXT)
                .status(problem.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .result(problem.orElse(good) + "\n");
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
