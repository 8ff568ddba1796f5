package io.wattledger.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.wattledger.books.HistoryException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;

/** How answers of the API are sent: with a tag, so that one who has it already is told so, and problems as problems. */
final class Answers {

    /** Parameter for who cannot set a header. */
    static final String FORMAT = "format";

    private static final String JSON = "application/json; charset=utf-8";
    private static final String CSV = "text/csv; charset=utf-8; header=present";
    private static final Set<String> FORMATS = Set.of("json", "csv");
    private static final int TAG_BYTES = 16;

    private Answers() {}

    /** Makes an answer. */
    @FunctionalInterface
    interface Maker {
        void make(Context context)
                throws BadQuery, ForbiddenException, HistoryException, NotReadyException, InterruptedException;
    }

    /** Makes it, or says why there is none. */
    static void orProblem(Context context, Maker maker) throws InterruptedException {
        try {
            maker.make(context);
        } catch (BadQuery e) {
            send(context, new Problem(HttpStatus.BAD_REQUEST_400, String.valueOf(e.getMessage())));
        } catch (ForbiddenException e) {
            send(context, new Problem(HttpStatus.FORBIDDEN_403, String.valueOf(e.getMessage())));
        } catch (NotReadyException e) {
            send(
                    context,
                    Problem.after(
                            HttpStatus.SERVICE_UNAVAILABLE_503, Duration.ofSeconds(1), String.valueOf(e.getMessage())));
        } catch (HistoryException e) {
            send(context, problem(e));
        }
    }

    private static Problem problem(HistoryException e) {
        String detail = String.valueOf(e.getMessage());
        return switch (e.why()) {
            case BUSY, UNAVAILABLE -> Problem.after(HttpStatus.SERVICE_UNAVAILABLE_503, Duration.ofSeconds(5), detail);
            case TOO_MUCH, TOO_SLOW -> new Problem(HttpStatus.UNPROCESSABLE_ENTITY_422, detail);
        };
    }

    static void send(Context context, Problem problem) {
        problem.field().ifPresent(field -> context.header(field.getName(), field.getValue()));
        context.status(problem.status())
                .contentType(Problem.TYPE)
                .header("Cache-Control", "no-store")
                .result(problem.json());
    }

    /** An object; its time is not part of what the tag is of. */
    static void send(Context context, ObjectNode json, Instant at) {
        String text = BooksJson.text(json);
        tagged(context, JSON, text, stamped(text, at));
    }

    /** An object with the time of the answer before everything else. */
    static String stamped(ObjectNode json, Instant at) {
        return stamped(BooksJson.text(json), at);
    }

    private static String stamped(String json, Instant at) {
        return "{\"at\":\"" + at + "\"," + json.substring(1);
    }

    /** Rows, as JSON or as CSV, whichever is asked for. */
    static void send(Context context, Parameters parameters, Listing listing, Instant at) throws BadQuery {
        listing.next().ifPresent(next -> context.header("Link", "<" + next + ">; rel=\"next\""));
        if (asksForCsv(context, parameters)) {
            String text = listing.csv();
            tagged(context, CSV, text, text);
        } else {
            send(context, listing.json(), at);
        }
    }

    private static boolean asksForCsv(Context context, Parameters parameters) throws BadQuery {
        Optional<String> format = parameters.one(FORMAT);
        if (format.isPresent()) {
            if (!FORMATS.contains(format.get())) {
                throw new BadQuery("format is '" + format.get() + "'; write json or csv");
            }
            return format.get().equals("csv");
        }
        return Optional.ofNullable(context.header("Accept"))
                .filter(accept -> accept.contains("text/csv"))
                .isPresent();
    }

    private static void tagged(Context context, String type, String content, String body) {
        String tag = tag(content);
        context.header("ETag", tag)
                .header("Cache-Control", "private, no-cache")
                .header("Vary", "Authorization, Accept, Accept-Encoding");
        boolean known = Optional.ofNullable(context.header("If-None-Match")).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .anyMatch(each -> each.equals(tag) || each.equals("*"));
        if (known) {
            context.status(HttpStatus.NOT_MODIFIED_304);
        } else {
            context.contentType(type).result(body);
        }
    }

    /** Weak: two answers may be read at different times and say the same. */
    private static String tag(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "W/\"" + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
