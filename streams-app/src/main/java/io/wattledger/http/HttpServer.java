package io.wattledger.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.wattledger.books.LiveBooks;
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
    private final LiveStream live;

    private HttpServer(Javalin server, LiveStream live) {
        this.server = server;
        this.live = live;
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
    public static HttpServer start(
            String host, int port, Metrics metrics, Health health, LiveBooks books, String version) throws IOException {
        Api api = new Api(books, version);
        LiveStream live = new LiveStream(api::status);
        Javalin server = Javalin.create(config -> configure(config, metrics, health, api, live));
        try {
            return new HttpServer(server.start(host, port), live);
        } catch (JavalinBindException e) {
            live.close();
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private static void configure(JavalinConfig config, Metrics metrics, Health health, Api api, LiveStream live) {
        PageFiles page = new PageFiles();
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS);
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.routes
                .get("/", page::index)
                .get("/page/{name}", page::file)
                .get("/api/v1/status", api::status)
                .get("/api/v1/footprint", api::footprint)
                .get("/api/v1/costs/{model}/{gpu}", api::costs)
                .get("/api/v1/sites/{region}", api::site)
                .sse("/api/v1/live", live::follow)
                .get("/metrics", context -> scrape(context, metrics))
                .get(
                        "/health/live",
                        context -> report(context, "alive", health.liveness().get()))
                .get(
                        "/health/ready",
                        context -> report(context, "ready", health.readiness().get()));
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
        live.close();
        server.stop();
    }
}
