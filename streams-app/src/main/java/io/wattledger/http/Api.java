package io.wattledger.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.wattledger.books.Books;
import io.wattledger.books.LiveBooks;
import io.wattledger.books.OwnBooks;
import io.wattledger.books.WindowedBooks;
import io.wattledger.ledger.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** The books over HTTP, as JSON. */
final class Api {

    private static final String JSON = "application/json; charset=utf-8";
    private static final String PROBLEM = "application/problem+json; charset=utf-8";

    /** All totals are decoded for it, and many may ask within a second. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final LiveBooks books;
    private final String version;
    private Books latest = Books.NONE;
    private long latestNanos = System.nanoTime() - FRESH.toNanos();

    Api(LiveBooks books, String version) {
        this.books = books;
        this.version = version;
    }

    private synchronized Books all() {
        long now = System.nanoTime();
        if (now - latestNanos >= FRESH.toNanos()) {
            latest = books.all();
            latestNanos = now;
        }
        return latest;
    }

    /** How the books stand. */
    ObjectNode status() {
        OptionalLong lag = books.lags().stream()
                .mapToLong(
                        lags -> lags.stream().mapToLong(OwnBooks.Lag::records).sum())
                .findFirst();
        return BooksJson.status(all(), lag, version, Instant.now());
    }

    void status(Context context) {
        answer(context, status());
    }

    void footprint(Context context) {
        Instant now = Instant.now();
        FootprintQuery query;
        try {
            query = FootprintQuery.of(context.queryParamMap(), now);
        } catch (BadQuery e) {
            problem(context, HttpStatus.BAD_REQUEST, "bad query", String.valueOf(e.getMessage()));
            return;
        }
        ObjectNode json = BooksJson.object();
        json.put("at", now.toString());
        json.put("window", query.window().map(window -> window.label()).orElse("total"));
        var by = json.putArray("by");
        query.by().stream().map(Dimension::label).forEach(by::add);
        if (query.window().isEmpty()) {
            BooksJson.rows(json, query, query.rows(all()));
        } else {
            WindowedBooks found = books.windows(query.window().get(), query.from(), query.to());
            json.put("from", Instant.ofEpochMilli(query.from()).toString());
            json.put("to", Instant.ofEpochMilli(query.to()).toString());
            json.put("complete", found.knownFrom() <= query.from());
            json.put(
                    "knownFrom",
                    Instant.ofEpochMilli(Math.max(found.knownFrom(), query.from()))
                            .toString());
            BooksJson.rows(json, query, query.rows(found));
        }
        answer(context, json);
    }

    /** Without revisions if nothing was published. */
    void costs(Context context) {
        String model = context.pathParam("model");
        String gpu = context.pathParam("gpu");
        answer(context, BooksJson.costs(model, gpu, books.published().costs(model, gpu, System.currentTimeMillis())));
    }

    /** Without revisions if nothing was published. */
    void site(Context context) {
        String region = context.pathParam("region");
        answer(context, BooksJson.site(region, books.published().sites(region, System.currentTimeMillis())));
    }

    private static void answer(Context context, ObjectNode json) {
        context.contentType(JSON).header("Cache-Control", "no-store").result(BooksJson.text(json));
    }

    private static void problem(Context context, HttpStatus status, String title, String detail) {
        ObjectNode json = BooksJson.object();
        json.put("title", title).put("status", status.getCode()).put("detail", detail);
        context.status(status).contentType(PROBLEM).result(BooksJson.text(json));
    }
}
