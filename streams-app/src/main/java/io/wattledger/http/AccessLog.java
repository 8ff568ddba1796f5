package io.wattledger.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.access.Viewer;
import io.wattledger.metrics.HttpTraffic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.RequestLogWriter;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asked for what, a JSON line for each request: into a file of its own, or what was refused into the application's log. Never
 * holds a token.
 */
final class AccessLog extends ContainerLifeCycle implements RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int LONGEST = 1_000;

    private final Optional<RequestLogWriter> file;
    private final HttpTraffic traffic;

    /**
     * @param file a day's file has its date in the name
     * @param days for which it is kept
     * @param traffic counts each request
     */
    AccessLog(Optional<Path> file, int days, HttpTraffic traffic) {
        this.traffic = traffic;
        this.file = file.map(path -> writer(path, days));
        this.file.ifPresent(this::addBean);
    }

    private static RequestLogWriter writer(Path path, int days) {
        String name = path.toAbsolutePath().toString();
        int dot = name.lastIndexOf('.');
        boolean extended = dot > name.lastIndexOf(java.io.File.separatorChar);
        // Jetty puts the date where this stands.
        String dated = extended ? name.substring(0, dot) + ".yyyy_mm_dd" + name.substring(dot) : name + ".yyyy_mm_dd";
        var writer = new RequestLogWriter(dated);
        writer.setAppend(true);
        writer.setRetainDays(days);
        writer.setTimeZone("UTC");
        return writer;
    }

    @Override
    public void log(Request request, Response response) {
        int status = response.getStatus();
        traffic.answered(Gate.route(request).map(Route::path).orElse("other"), status);
        boolean refused = status >= HttpStatus.BAD_REQUEST_400;
        if (file.isEmpty() && !(refused ? LOG.isInfoEnabled() : LOG.isDebugEnabled())) {
            return;
        }
        String line = BooksJson.text(line(request, response, status));
        if (file.isPresent()) {
            try {
                file.get().write(line);
            } catch (IOException e) {
                LOG.error("the access log cannot be written, so it goes here: {}", line, e);
            }
        } else if (refused && status != HttpStatus.TOO_MANY_REQUESTS_429) {
            LOG.info("{}", line);
        } else {
            LOG.debug("{}", line);
        }
    }

    private static ObjectNode line(Request request, Response response, int status) {
        ObjectNode json = BooksJson.object();
        json.put("at", Instant.ofEpochMilli(Request.getTimeStamp(request)).toString());
        json.put("who", Gate.known(request).map(Viewer::name).orElse("unknown"));
        json.put("from", Request.getRemoteAddr(request));
        json.put("method", shortened(request.getMethod()));
        json.put(
                "path",
                shortened(
                        request.getHttpURI() == null
                                ? null
                                : request.getHttpURI().getPath()));
        json.put(
                "query",
                shortened(
                        request.getHttpURI() == null
                                ? null
                                : request.getHttpURI().getQuery()));
        json.put("status", status);
        json.put("bytes", Response.getContentBytesWritten(response));
        json.put(
                "millis",
                Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime()).toMillis());
        return json;
    }

    private static @org.jspecify.annotations.Nullable String shortened(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
