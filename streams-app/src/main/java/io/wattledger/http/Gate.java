package io.wattledger.http;

import io.wattledger.access.Access;
import io.wattledger.access.Allowance;
import io.wattledger.access.Need;
import io.wattledger.access.Viewer;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.Callback;

/**
 * What every request comes through first, before its body is read: who asks, how often, and whether that one may have an answer of
 * the endpoint. What is at no known path needs a token, too, so that nobody learns from outside what there is.
 */
final class Gate extends Handler.Wrapper {

    private static final String VIEWER = Gate.class.getName() + ".viewer";
    private static final String ROUTE = Gate.class.getName() + ".route";

    /** Of so many tokens and addresses it is known how often they ask. */
    private static final int MOST_ASKING = 10_000;

    private static final HttpField AUTHENTICATE =
            new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"wattledger\"");
    private static final Problem UNKNOWN = new Problem(
            HttpStatus.UNAUTHORIZED_401,
            "this token is not known, was revoked or has expired; ask whoever runs this instance for another one",
            Optional.of(AUTHENTICATE));
    private static final Problem NONE = new Problem(
            HttpStatus.UNAUTHORIZED_401,
            "a token is needed: send the header 'Authorization: Bearer …' ('wattledger token create' makes one)",
            Optional.of(AUTHENTICATE));

    private final Access access;
    private final SlowClients slowClients;
    private final Allowance requests;
    private final Allowance posts;

    Gate(Access access, SlowClients slowClients, HttpServer.Settings settings) {
        this.access = access;
        this.slowClients = slowClients;
        this.requests = new Allowance(settings.requestsPerSecond(), MOST_ASKING);
        this.posts = new Allowance(settings.postsPerSecond(), MOST_ASKING);
    }

    /** Who asks. */
    static Viewer viewer(Attributes request) {
        return (Viewer) Objects.requireNonNull(request.getAttribute(VIEWER), "every request comes through the gate");
    }

    /** The same, of a servlet's request. */
    static Viewer viewer(ServletRequest request) {
        return (Viewer) Objects.requireNonNull(request.getAttribute(VIEWER), "every request comes through the gate");
    }

    /** Who asks, as far as it got. */
    static Optional<Viewer> known(Attributes request) {
        return Optional.ofNullable((Viewer) request.getAttribute(VIEWER));
    }

    /** The endpoint that was found for it. */
    static Optional<Route> route(Attributes request) {
        return Optional.ofNullable((Route) request.getAttribute(ROUTE));
    }

    /** The same, of a servlet's request. */
    static Optional<Route> route(ServletRequest request) {
        return Optional.ofNullable((Route) request.getAttribute(ROUTE));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        slowClients.begun(request);
        SecurityHeaders.put(response.getHeaders(), request.isSecure());
        Optional<Problem> problem = refuse(request);
        if (problem.isPresent()) {
            problem.get().send(response, callback);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private Optional<Problem> refuse(Request request) {
        String host = String.valueOf(Request.getServerName(request));
        if (!access.takesHost(host)) {
            return Optional.of(new Problem(
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    "without access.tokens only this machine may ask, by the name localhost or 127.0.0.1"));
        }
        List<String> authorization = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        Optional<Viewer> viewer = authorization.size() > 1
                ? Optional.empty()
                : access.viewer(authorization.stream().findFirst(), Instant.now());
        viewer.ifPresent(known -> request.setAttribute(VIEWER, known));
        Optional<Route> route = Route.at(Request.getPathInContext(request));
        route.ifPresent(found -> request.setAttribute(ROUTE, found));
        return tooOften(request, viewer, route).or(() -> judge(request, viewer, route));
    }

    private Optional<Problem> tooOften(Request request, Optional<Viewer> viewer, Optional<Route> route) {
        boolean named = viewer.isPresent() && !viewer.get().equals(Viewer.NOBODY) && access.asksForToken();
        String who = named ? "token " + viewer.get().name() : "address " + Request.getRemoteAddr(request);
        Allowance allowance = route.equals(Optional.of(Route.EVENTS)) && viewer.isPresent() ? posts : requests;
        Optional<Duration> wait = allowance.ask(who);
        return wait.map(time -> Problem.after(
                HttpStatus.TOO_MANY_REQUESTS_429, time, "this is asked too often; wait, or send more events at once"));
    }

    private Optional<Problem> judge(Request request, Optional<Viewer> viewer, Optional<Route> route) {
        Need need = route.map(Route::need).orElse(Need.READING);
        return switch (access.judge(viewer, need)) {
            case WHO_IS_IT -> Optional.of(viewer.isEmpty() ? UNKNOWN : NONE);
            case FORBIDDEN ->
                Optional.of(new Problem(
                        HttpStatus.FORBIDDEN_403,
                        "the token '%s' (%s) is not for this"
                                .formatted(
                                        viewer.orElseThrow().name(),
                                        viewer.orElseThrow().role().label())));
            case ALLOWED -> {
                request.setAttribute(VIEWER, viewer.orElse(Viewer.NOBODY));
                yield route.isEmpty()
                        ? Optional.of(new Problem(
                                HttpStatus.NOT_FOUND_404,
                                "there is nothing at this path; /api/v1/openapi.json says what there is"))
                        : method(request, route.get());
            }
        };
    }

    private static Optional<Problem> method(Request request, Route route) {
        return route.takes(request.getMethod())
                ? Optional.empty()
                : Optional.of(new Problem(
                        HttpStatus.METHOD_NOT_ALLOWED_405,
                        "this path takes " + route.method(),
                        Optional.of(new HttpField(HttpHeader.ALLOW, route.method()))));
    }
}
