package io.wattledger.bench;

import io.wattledger.app.Parts;
import io.wattledger.bench.load.EventSource;
import io.wattledger.bench.load.Population;
import io.wattledger.bench.load.Skew;
import io.wattledger.bench.measure.Figures;
import io.wattledger.bench.report.Measured;
import io.wattledger.bench.report.Outcome;
import io.wattledger.standalone.child.LatestValues;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run. Closing it ends all that it started. */
final class Bench implements AutoCloseable {

    private static final Duration BOOKS_LIMIT = Duration.ofSeconds(60);
    private static final int TICK_MILLIS = 250;

    private final Settings settings;
    private final Told told;
    private final Parts parts = new Parts();
    private final Contenders contenders;
    private final Outcome outcome = new Outcome();
    private int runs;

    Bench(Settings settings, Told told) {
        this.settings = settings;
        this.told = told;
        this.contenders = new Contenders(settings);
    }

    /** Runs what the settings ask for. */
    Outcome run() throws BenchException, InterruptedException {
        List<Contender> chosen = contenders.chosen();
        told.about("starting").accept("a broker and a registry");
        Stage stage = Stage.open(settings.folder(), parts);
        if (!chosen.isEmpty()) {
            checkBooks(stage, chosen);
            Load load = load("bench.", Population.of(settings.cardinality(), Settings.SEED), settings.skew());
            load.produce(stage, told.about("events"));
            outcome.throughput(measure(stage, load, chosen));
            stage.cluster().forget(stage.cluster().topicsOf(load.prefix(), load.prefix(), List.of()), "none");
        }
        told.done();
        return outcome;
    }

    private Load load(String prefix, Population population, Skew skew) {
        return new Load(prefix, population, skew, time(settings.produced()), settings.partitions());
    }

    private EventSource.TimeSpread time(long events) {
        return new EventSource.TimeSpread(
                System.currentTimeMillis(), settings.span().toMillis(), events);
    }

    /** Round by round, each contender once. */
    List<Measured> measure(Stage stage, Load load, List<Contender> chosen) throws BenchException, InterruptedException {
        Map<String, List<Figures>> rounds = new LinkedHashMap<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Contender contender : chosen) {
                String what = "round %d of %d, %s".formatted(round, settings.rounds(), contender.name());
                try (Running running = start(stage, load, contender)) {
                    Figures figures = running.measure(settings.limit(), told.about(what));
                    rounds.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                            .add(figures);
                    told.keep("%s: %,.0f events/s".formatted(what, figures.eventsPerSecond()));
                }
            }
        }
        return chosen.stream()
                .map(contender -> new Measured(
                        contender.name(),
                        contender.title(),
                        contender.threads(),
                        contender.instances(),
                        contender.heapMegabytes(),
                        contender.guarantee(),
                        rounds.getOrDefault(contender.name(), List.of())))
                .toList();
    }

    private Running start(Stage stage, Load load, Contender contender) throws BenchException, InterruptedException {
        return Running.start(contender, stage, load, settings.folder(), ++runs);
    }

    /** Each contender that keeps books keeps those of a small topic; ours are compared with plain sums, all others with ours. */
    private void checkBooks(Stage stage, List<Contender> chosen) throws BenchException, InterruptedException {
        Load load = new Load(
                "check.",
                Population.of(Math.min(settings.cardinality(), 200), Settings.SEED),
                Skew.ZIPF,
                time(settings.checked()),
                settings.partitions());
        load.produce(stage, told.about("events for the check of the books"));
        List<Contender> all = new ArrayList<>(List.of(contenders.wattledger()));
        chosen.stream()
                .filter(contender -> contender.keepsBooks() && !contender.name().equals(Contenders.WATTLEDGER))
                .forEach(all::add);
        Map<FootprintKey, FootprintTotal> reference = BooksCheck.expected(load);
        for (Contender contender : all) {
            told.about("check of the books").accept(contender.name());
            try (Running running = start(stage, load, contender)) {
                running.awaitEnd();
                Map<FootprintKey, FootprintTotal> found = awaitBooks(stage, running, reference);
                Optional<String> difference = BooksCheck.difference(reference, found);
                if (difference.isPresent()) {
                    outcome.wrongBooks(contender.name(), difference.get());
                } else {
                    outcome.rightBooks(contender.name(), load.events());
                    if (contender.name().equals(Contenders.WATTLEDGER)) {
                        reference = found;
                    }
                }
            }
        }
        stage.cluster().forget(stage.cluster().topicsOf(load.prefix(), load.prefix(), List.of()), "none");
    }

    private static Map<FootprintKey, FootprintTotal> awaitBooks(
            Stage stage, Running running, Map<FootprintKey, FootprintTotal> expected) throws InterruptedException {
        long deadline = System.nanoTime() + BOOKS_LIMIT.toNanos();
        try (LatestValues values = new LatestValues(stage.cluster().bootstrap(), running.totals())) {
            while (true) {
                var found = BooksCheck.published(values, running.totals(), stage.registry());
                if (BooksCheck.difference(expected, found).isEmpty() || System.nanoTime() > deadline) {
                    return found;
                }
                Thread.sleep(TICK_MILLIS);
            }
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
