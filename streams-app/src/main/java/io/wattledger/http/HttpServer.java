package io.wattledger.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.util.JavalinBindException;
import io.wattledger.access.Access;
import io.wattledger.books.LiveBooks;
import io.wattledger.ingest.BusyException;
import io.wattledger.ingest.Receipt;
import io.wattledger.ingest.UnreadableException;
import io.wattledger.metrics.Budget;
import io.wattledger.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.BlockingArrayQueue;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of an instance. Every request comes through the {@link Gate}; what is answered from the books waits its turn, so
 * that they are never slowed by whoever reads them.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int MAX_THREADS = 16;
    private static final int MIN_THREADS = 4;
    private static final int THREAD_IDLE_MILLIS = 60_000;

    /** Each connection has one piece of work at a time, and few pieces are of none. */
    private static final int WORK_PER_CONNECTION = 4;

    /** Answers that are made of many totals, at once; and those that wait for it. */
    private static final int HEAVY_AT_ONCE = 4;

    private static final int HEAVY_WAITING = 128;
    private static final Duration HEAVY_PATIENCE = Duration.ofSeconds(10);
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Javalin server;
    private final LiveStream live;
    private final SlowClients slowClients;

    private HttpServer(Javalin server, LiveStream live, SlowClients slowClients) {
        this.server = server;
        this.live = live;
        this.slowClients = slowClients;
    }

    /**
     * What the health endpoints ask.
     *
     * @param liveness why the instance should be restarted, if it should
     * @param readiness why it cannot serve at the moment, if it cannot
     */
    public record Health(Supplier<Optional<String>> liveness, Supplier<Optional<String>> readiness) {}

    /** Takes the events of a request, as {@link io.wattledger.ingest.EventIntake#take} does. */
    @FunctionalInterface
    public interface Intake {
        CompletableFuture<List<Receipt>> take(
                Optional<String> contentType,
                Function<String, Optional<String>> header,
                byte[] body,
                Predicate<String> mayCharge)
                throws UnreadableException, BusyException;
    }

    /**
     * PKCS12 file of a server.
     *
     * @param passwordFile holds its password in the first line
     */
    public record Tls(Path keystore, Path passwordFile) {}

    /**
     * How it listens.
     *
     * @param port 0 takes a free one
     * @param maxConnections at once; further ones wait
     * @param maxBody bytes of a request
     * @param requestsPerSecond of one token or address
     * @param postsPerSecond the same of requests that bring events
     * @param accessLog where it goes; empty: what is refused goes to the application's log
     * @param accessLogDays for which it is kept
     */
    public record Settings(
            String host,
            int port,
            Optional<Tls> tls,
            int maxConnections,
            int maxBody,
            int requestsPerSecond,
            int postsPerSecond,
            Optional<Path> accessLog,
            int accessLogDays) {}

    /**
     * What it serves.
     *
     * @param budgets by team
     * @param version of the program, for those who may know
     */
    public record Parts(
            Metrics metrics,
            Health health,
            LiveBooks books,
            Map<String, Budget> budgets,
            Intake intake,
            Access access,
            String version) {}

    /**
     * Listens.
     *
     * @throws IOException if the address cannot be listened on, or the certificate not be read
     */
    public static HttpServer start(Settings settings, Parts parts) throws IOException {
        return start(settings, parts, SlowClients.Limits.USUAL);
    }

    static HttpServer start(Settings settings, Parts parts, SlowClients.Limits limits) throws IOException {
        Optional<SslContextFactory.Server> certificate = settings.tls().isPresent()
                ? Optional.of(Connectors.certificate(settings.tls().get()))
                : Optional.empty();
        Api api = new Api(parts.books(), parts.budgets(), parts.version());
        LiveStream live = new LiveStream(api::status, parts.access());
        SlowClients slowClients = new SlowClients(limits);
        Gate gate = new Gate(parts.access(), slowClients, settings);
        Events events = new Events(
                parts.intake(), slowClients, settings.maxBody(), parts.metrics().traffic());
        Direct direct = new Direct(live, events, slowClients);
        direct.setHandler(heavy());
        gate.setHandler(direct);
        Javalin server = Javalin.create(config -> {
            basics(config, settings);
            routes(config.routes, api, parts);
            config.jetty.modifyServer(jetty -> {
                jetty.setHandler(gate);
                jetty.setErrorHandler(new ProblemErrors());
                jetty.setRequestLog(new AccessLog(
                        settings.accessLog(),
                        settings.accessLogDays(),
                        parts.metrics().traffic()));
            });
            config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new ProblemErrors()));
            config.jetty.modifyHttpConfiguration(Connectors::configure);
            config.jetty.addConnector((jetty, http) -> {
                ServerConnector connector = certificate.isPresent()
                        ? Connectors.secure(jetty, http, certificate.get())
                        : Connectors.plain(jetty, http);
                connector.setHost(settings.host());
                connector.setPort(settings.port());
                connector.addBean(slowClients);
                jetty.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
                return connector;
            });
        });
        try {
            return new HttpServer(server.start(), live, slowClients);
        } catch (JavalinBindException e) {
            live.close();
            slowClients.close();
            throw new IOException(
                    "cannot listen on %s:%d: %s. Set http.host and http.port"
                            .formatted(settings.host(), settings.port(), e.getMessage()),
                    e);
        }
    }

    private static void basics(JavalinConfig config, Settings settings) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        int work = WORK_PER_CONNECTION * settings.maxConnections() + MAX_THREADS;
        config.jetty.threadPool =
                new QueuedThreadPool(MAX_THREADS, MIN_THREADS, THREAD_IDLE_MILLIS, new BlockingArrayQueue<>(work));
    }

    /** Few at a time: what answers are made of is the memory and the processors that the books are kept with. */
    private static QoSHandler heavy() {
        QoSHandler heavy = new QoSHandler();
        heavy.setMaxRequestCount(HEAVY_AT_ONCE);
        heavy.setMaxSuspendedRequestCount(HEAVY_WAITING);
        heavy.setMaxSuspend(HEAVY_PATIENCE);
        heavy.include(request -> Gate.route(request).filter(Route::heavy).isPresent());
        return heavy;
    }

    private static void routes(RoutesConfig routes, Api api, Parts parts) {
        PageFiles page = new PageFiles();
        Tables tables = new Tables(parts.books());
        OpenApi openApi = new OpenApi();
        Health health = parts.health();
        get(routes, Route.PAGE, page::index);
        get(routes, Route.PAGE_FILE, page::file);
        get(
                routes,
                Route.ALIVE,
                context -> report(context, "alive", health.liveness().get()));
        get(
                routes,
                Route.READY,
                context -> report(context, "ready", health.readiness().get()));
        get(routes, Route.OPENAPI, openApi::send);
        get(routes, Route.METRICS, context -> scrape(context, parts.metrics()));
        answer(routes, Route.STATUS, api::status);
        answer(routes, Route.FOOTPRINT, api::footprint);
        answer(routes, Route.CORRECTIONS, api::corrections);
        answer(routes, Route.UNPRICED, api::unpriced);
        answer(routes, Route.TEAMS, api::teams);
        answer(routes, Route.BUDGETS, api::budgets);
        answer(routes, Route.COSTS, tables::costs);
        answer(routes, Route.COST, tables::cost);
        answer(routes, Route.SITES, tables::sites);
        answer(routes, Route.SITE, tables::site);
        answer(routes, Route.ESTIMATE, tables::estimate);
        routes.exception(HttpResponseException.class, HttpServer::refused);
        routes.exception(Exception.class, HttpServer::failed);
    }

    private static void answer(RoutesConfig routes, Route route, Answers.Maker maker) {
        get(routes, route, context -> Answers.orProblem(context, maker));
    }

    /** Serves an endpoint where the gate found the same one: what the two read differently is nothing. */
    private static void get(RoutesConfig routes, Route route, Handler handler) {
        routes.addHttpHandler(HandlerType.GET, route.path(), context -> {
            if (!Gate.route(context.req()).equals(Optional.of(route))) {
                throw new NotFoundResponse();
            }
            handler.handle(context);
        });
    }

    private static void refused(HttpResponseException e, Context context) {
        Answers.send(context, new Problem(e.getStatus(), org.eclipse.jetty.http.HttpStatus.getMessage(e.getStatus())));
    }

    private static void failed(Exception e, Context context) {
        LOG.error("no answer to {} {}", context.method(), context.path(), e);
        Answers.send(
                context,
                new Problem(
                        HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "this failed; the log of the instance says why"));
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
        slowClients.close();
    }
}
