package io.wattledger.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.access.Viewer;
import io.wattledger.ingest.BusyException;
import io.wattledger.ingest.Receipt;
import io.wattledger.ingest.Receipt.Outcome;
import io.wattledger.ingest.UnreadableException;
import io.wattledger.metrics.HttpTraffic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events, and answers for each of them when Kafka has answered. No thread waits, for the body or for Kafka. */
final class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final String JSON = "application/json; charset=utf-8";

    private final HttpServer.Intake intake;
    private final SlowClients slowClients;
    private final int maxBody;
    private final HttpTraffic traffic;

    Events(HttpServer.Intake intake, SlowClients slowClients, int maxBody, HttpTraffic traffic) {
        this.intake = intake;
        this.slowClients = slowClients;
        this.maxBody = maxBody;
        this.traffic = traffic;
    }

    void take(Request request, Response response, Callback callback) {
        String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            refuse(
                    response,
                    callback,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                    "the body must come without Content-Encoding");
            return;
        }
        if (request.getLength() > maxBody) {
            refuse(response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413, tooLarge());
            return;
        }
        // Reading events takes time, and a producer may wait for Kafka to be found: no work for a thread that serves
        // connections.
        Promise.Invocable<byte[]> read = Promise.Invocable.from(
                Invocable.InvocationType.BLOCKING,
                body -> {
                    slowClients.read(request);
                    take(request, body, response, callback);
                },
                failure -> notRead(failure, response, callback));
        Content.Source.asByteArrayAsync(request, maxBody, read);
    }

    private String tooLarge() {
        return "the body has more than %d bytes (http.max-body); send fewer events at once".formatted(maxBody);
    }

    /** Jetty says that there is too much by an IllegalStateException, and by others that the client broke off. */
    private void notRead(Throwable failure, Response response, Callback callback) {
        if (failure instanceof IllegalStateException) {
            refuse(response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413, tooLarge());
        } else {
            callback.failed(failure);
        }
    }

    private static void refuse(Response response, Callback callback, int status, String detail) {
        // What is left of the body is not waited for.
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        new Problem(status, detail).send(response, callback);
    }

    private void take(Request request, byte[] body, Response response, Callback callback) {
        Viewer viewer = Gate.viewer(request);
        try {
            CompletableFuture<List<Receipt>> taken = intake.take(
                    Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE)),
                    name -> Optional.ofNullable(request.getHeaders().get(name)),
                    body,
                    viewer::covers);
            var unused = taken.whenComplete((receipts, failure) -> {
                if (receipts == null) {
                    LOG.error("events could not be taken", failure);
                    new Problem(HttpStatus.INTERNAL_SERVER_ERROR_500, "this failed; the log of the instance says why")
                            .send(response, callback);
                } else {
                    answer(receipts, response, callback);
                }
            });
        } catch (UnreadableException e) {
            new Problem(e.fault().status(), String.valueOf(e.getMessage())).send(response, callback);
        } catch (BusyException e) {
            Problem.after(HttpStatus.SERVICE_UNAVAILABLE_503, AGAIN, String.valueOf(e.getMessage()))
                    .send(response, callback);
        }
    }

    private void answer(List<Receipt> receipts, Response response, Callback callback) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        receipts.forEach(receipt -> counts.merge(receipt.outcome(), 1, Integer::sum));
        counts.forEach((outcome, count) -> traffic.took(label(outcome), count));
        int status = status(counts, receipts.size());
        ObjectNode json = BooksJson.object();
        if (status >= HttpStatus.BAD_REQUEST_400) {
            json.put("type", "about:blank");
            json.put("title", HttpStatus.getMessage(status));
            json.put("status", status);
            json.put("detail", detail(status));
        }
        for (Outcome outcome : Outcome.values()) {
            json.put(label(outcome), counts.getOrDefault(outcome, 0));
        }
        ArrayNode events = json.putArray("events");
        receipts.forEach(receipt -> event(events.addObject(), receipt));
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, AGAIN.toSeconds());
        }
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, status >= HttpStatus.BAD_REQUEST_400 ? Problem.TYPE : JSON);
        byte[] body = BooksJson.text(json).getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Whoever looks at nothing but this knows whether to send all of it again (503), to look at the events (207), or to be content. */
    private static int status(Map<Outcome, Integer> counts, int all) {
        int good = counts.getOrDefault(Outcome.ACCEPTED, 0) + counts.getOrDefault(Outcome.DUPLICATE, 0);
        if (counts.containsKey(Outcome.UNAVAILABLE)) {
            return HttpStatus.SERVICE_UNAVAILABLE_503;
        }
        if (good == all) {
            return HttpStatus.ACCEPTED_202;
        }
        if (good > 0) {
            return HttpStatus.MULTI_STATUS_207;
        }
        return counts.getOrDefault(Outcome.FORBIDDEN, 0) == all
                ? HttpStatus.FORBIDDEN_403
                : HttpStatus.UNPROCESSABLE_ENTITY_422;
    }

    private static String detail(int status) {
        return switch (status) {
            case HttpStatus.SERVICE_UNAVAILABLE_503 ->
                "Kafka did not confirm all events; send the request again: those that it has count once";
            case HttpStatus.FORBIDDEN_403 -> "this token is not for the team of any of these events";
            default -> "no event was taken; each says why";
        };
    }

    private static void event(ObjectNode json, Receipt receipt) {
        json.put("index", receipt.index());
        json.put("source", receipt.source().orElse(null));
        json.put("id", receipt.id().orElse(null));
        json.put("outcome", label(receipt.outcome()));
        json.put("status", status(receipt.outcome()));
        if (receipt.duplicateOf().isPresent()) {
            json.put("duplicateOf", receipt.duplicateOf().getAsInt());
        }
        receipt.reason().ifPresent(reason -> json.put("reason", reason.name()));
        receipt.detail().ifPresent(detail -> json.put("detail", detail));
    }

    private static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static int status(Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> HttpStatus.ACCEPTED_202;
            case DUPLICATE -> HttpStatus.OK_200;
            case REFUSED -> HttpStatus.UNPROCESSABLE_ENTITY_422;
            case FORBIDDEN -> HttpStatus.FORBIDDEN_403;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE_503;
        };
    }
}
