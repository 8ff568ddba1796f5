package io.wattledger.standalone.report;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Unit;
import io.wattledger.ledger.Usage;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/** Small books by hand: one inference of 10 input and 5 output tokens a request, facility energy twice the energy. */
final class BookLines {

    static final Instant READ = Instant.parse("2027-01-01T00:00:00Z");

    private BookLines() {}

    /** A line whose energy is known exactly. */
    static Line line(ZonedDateTime start, String team, String model, String gpu, long requests, long joules) {
        Amount<Unit.Microjoules> energy = Amount.exactly(joules * 1_000_000);
        Footprint footprint = new Footprint(
                Optional.of(energy),
                Optional.of(energy.plus(energy)),
                Optional.of(Amount.exactly(joules * 1_000)),
                Optional.of(Amount.exactly(joules * 100)),
                Optional.empty());
        return line(start, team, model, gpu, requests, 0, footprint);
    }

    /** A line that no cost covers. */
    static Line unpriced(ZonedDateTime start, String team, String model, String gpu, long requests) {
        return line(start, team, model, gpu, requests, requests, Footprint.UNKNOWN);
    }

    private static Line line(
            ZonedDateTime start,
            String team,
            String model,
            String gpu,
            long requests,
            long unpriced,
            Footprint footprint) {
        Usage usage = new Usage(requests, 0, requests, requests * 10, 0, requests * 5, 0);
        return new Line(
                start.toInstant().toEpochMilli(),
                new Dimensions(team, Optional.empty(), model, gpu, "r"),
                Optional.empty(),
                new Total(usage, unpriced, 0, footprint, Amount.zero(), 0, Footprint.UNKNOWN));
    }

    /** Of November, compared with October. */
    static Report november(Optional<Prices> prices, Line... lines) {
        ReportBuilder builder = new ReportBuilder(
                HtmlFormat.question(SampleBooks.NOVEMBER, Map.of(), Optional.of(SampleBooks.NOVEMBER.previous())),
                prices,
                Map.of());
        for (Line line : lines) {
            builder.add(line);
        }
        return builder.build(State.of("totals", Map.of(), READ, "test"));
    }
}
