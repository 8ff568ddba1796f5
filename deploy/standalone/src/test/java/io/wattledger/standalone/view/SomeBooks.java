package io.wattledger.standalone.view;

import io.wattledger.books.Books;
import io.wattledger.books.Counts;
import io.wattledger.books.Later;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Unit;
import io.wattledger.ledger.Usage;
import io.wattledger.standalone.workload.ReplayProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Books to be shown. */
final class SomeBooks {

    private final Map<Dimensions, Total> totals = new HashMap<>();

    SomeBooks with(String team, String project, long microjoules) {
        Amount<Unit.Microjoules> energy = new Amount<>(microjoules / 2, microjoules, 2 * microjoules);
        var footprint = new Footprint(
                Optional.of(energy),
                Optional.of(energy),
                Optional.of(new Amount<>(1, 2, 3)),
                Optional.of(new Amount<>(10, 20, 30)),
                Optional.empty());
        return with(
                team,
                project,
                new Total(
                        new Usage(1_000, 0, 1_000, 5, 0, 7, 0), 0, 0, footprint, Amount.zero(), 0, Footprint.UNKNOWN));
    }

    SomeBooks withUnpriced(String team) {
        return with(
                team,
                "",
                new Total(
                        new Usage(3, 0, 3, 5, 0, 7, 0), 3, 0, Footprint.UNKNOWN, Amount.zero(), 0, Footprint.UNKNOWN));
    }

    private SomeBooks with(String team, String project, Total total) {
        Optional<String> named = project.isEmpty() ? Optional.empty() : Optional.of(project);
        totals.put(new Dimensions(team, named, "model", "gpu", "region"), total);
        return this;
    }

    Books books() {
        return new Books(
                new Counts(10, 6, 1, 2, 1, Map.of("UNDECODABLE", 1L), Optional.empty(), Optional.empty(), Later.NONE),
                totals,
                Map.of());
    }

    static Snapshot snapshot(long seconds, boolean done) {
        return new Snapshot(
                "a trace",
                new ReplayProgress(1_000, 900, 800, 0, 0, Duration.ZERO, Duration.ofHours(1)),
                new SomeBooks().books(),
                done,
                123.4,
                Duration.ofSeconds(seconds),
                new Snapshot.Addresses("http://127.0.0.1:8080/", "127.0.0.1:9092", "http://127.0.0.1:8081"));
    }
}
