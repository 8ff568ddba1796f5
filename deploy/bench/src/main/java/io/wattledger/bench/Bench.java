package io.wattledger.bench;

import io.wattledger.app.Parts;
import io.wattledger.bench.load.Skew;
import io.wattledger.bench.report.Outcome;
import io.wattledger.standalone.child.LatestValues;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run. Closing it ends all that it started. */
final class Bench implements AutoCloseable {

    private static final Duration BOOKS_LIMIT = Duration.ofSeconds(60);
    private static final int TICK_MILLIS = 250;
    private static final int CHECKED_KEYS = 200;

    private final Settings settings;
    private final Told told;
    private final Parts parts = new Parts();
    private final Contenders contenders;
    private final Outcome outcome = new Outcome();

    Bench(Settings settings, Told told) {
        this.settings = settings;
        this.told = told;
        this.contenders = new Contenders(settings);
    }

    /** Runs what the settings ask for. */
    Outcome run() throws BenchException, InterruptedException {
        List<Contender> chosen = contenders.chosen();
        told.about("starting").accept("a broker and a registry");
        Lab lab = new Lab(settings, told, Stage.open(settings.folder(), parts));
        if (!chosen.isEmpty()) {
            checkBooks(lab, chosen);
            Load load =
                    lab.load("bench.", lab.population(settings.cardinality()), settings.skew(), settings.produced());
            outcome.throughput(lab.measure(load, chosen));
            lab.drop(load);
        }
        Sections sections = new Sections(lab, contenders, outcome);
        for (Section section : settings.sections()) {
            try {
                sections.run(section);
            } catch (BenchException e) {
                // What was measured in an hour is not lost with the rest.
                outcome.failed(section + ": " + e.getMessage());
                told.keep(section + " failed: " + e.getMessage());
            }
        }
        told.done();
        return outcome;
    }

    /** Each contender that keeps books keeps those of a small topic; ours are compared with plain sums, all others with ours. */
    private void checkBooks(Lab lab, List<Contender> chosen) throws BenchException, InterruptedException {
        Load load = lab.load(
                "check.",
                lab.population(Math.min(settings.cardinality(), CHECKED_KEYS)),
                Skew.ZIPF,
                settings.checked());
        List<Contender> all = new ArrayList<>(List.of(contenders.wattledger()));
        chosen.stream()
                .filter(contender -> contender.keepsBooks() && !contender.name().equals(Contenders.WATTLEDGER))
                .forEach(all::add);
        Map<FootprintKey, FootprintTotal> reference = BooksCheck.expected(load);
        for (Contender contender : all) {
            told.about("check of the books").accept(contender.name());
            try (Running running = lab.start(load, contender)) {
                running.awaitEnd();
                Map<FootprintKey, FootprintTotal> found = awaitBooks(lab.stage(), running, reference);
                Optional<String> difference = BooksCheck.difference(reference, found);
                if (difference.isPresent()) {
                    outcome.wrongBooks(contender.name(), difference.get());
                } else {
                    outcome.rightBooks(contender.name(), load.events());
                    reference = contender.name().equals(Contenders.WATTLEDGER) ? found : reference;
                }
            }
        }
        lab.drop(load);
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
