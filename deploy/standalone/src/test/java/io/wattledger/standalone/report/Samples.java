package io.wattledger.standalone.report;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Usage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lines and questions that tests ask. */
final class Samples {

    static final State STATE =
            new State("totals", new TreeMap<>(), List.of(), Instant.parse("2026-11-22T12:00:00Z"), "1.0");

    private Samples() {}

    static Question question(String from, String to, String zone, Field... by) {
        ZoneId id = ZoneId.of(zone);
        Span span = new Span(
                Periods.moment(from, id).orElseThrow(), Periods.moment(to, id).orElseThrow());
        return new Question(
                span, Span.Granularity.TOTAL, Arrays.asList(by), Map.of(), false, Optional.of(span.previous()));
    }

    static Question withCorrections(Question question) {
        return new Question(
                question.span(), question.granularity(), question.by(), question.filters(), true, question.previous());
    }

    static Line line(String start, Dimensions dimensions, Total total) {
        return new Line(Instant.parse(start).toEpochMilli(), dimensions, Optional.empty(), total);
    }

    static Line journal(String start, Dimensions dimensions, Total total, String booked) {
        Pricing pricing = new Pricing(
                Optional.of("cost-1"), Optional.of("site-1"), false, Optional.empty(), Instant.parse(booked));
        return new Line(Instant.parse(start).toEpochMilli(), dimensions, Optional.of(pricing), total);
    }

    static Dimensions of(String team, String model, String gpu, String region) {
        return new Dimensions(team, Optional.empty(), model, gpu, region);
    }

    /** Requests and whole joules; facility 1.5 times, a millilitre and a tenth of a milligram per joule. */
    static Total used(long requests, long joules) {
        return new Total(
                new Usage(requests, 0, requests, 100 * requests, 0, 50 * requests, 0),
                0,
                0,
                footprint(joules),
                Amount.zero(),
                0,
                Footprint.UNKNOWN);
    }

    static Total corrected(long joules) {
        return new Total(Usage.NONE, 0, 0, footprint(joules), Amount.zero(), 0, footprint(joules));
    }

    static Total unpriced(long requests) {
        return new Total(
                new Usage(requests, 0, requests, 0, 0, 0, 0),
                requests,
                0,
                Footprint.UNKNOWN,
                Amount.zero(),
                0,
                Footprint.UNKNOWN);
    }

    static Footprint footprint(long joules) {
        long micro = joules * 1_000_000;
        return new Footprint(
                Optional.of(new Amount<>(micro / 2, micro, micro * 2)),
                Optional.of(new Amount<>(micro * 3 / 4, micro * 3 / 2, micro * 3)),
                Optional.of(new Amount<>(micro / 2000, micro / 1000, micro / 500)),
                Optional.of(new Amount<>(micro / 20000, micro / 10000, micro / 5000)),
                Optional.empty());
    }
}
