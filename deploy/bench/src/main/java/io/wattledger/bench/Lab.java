package io.wattledger.bench;

import io.wattledger.bench.load.EventSource;
import io.wattledger.bench.load.Population;
import io.wattledger.bench.load.Skew;
import io.wattledger.bench.measure.Figures;
import io.wattledger.bench.report.Measured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every section needs: servers, loads, and contenders that take turns. */
final class Lab {

    private final Settings settings;
    private final Told told;
    private final Stage stage;
    private int runs;

    Lab(Settings settings, Told told, Stage stage) {
        this.settings = settings;
        this.told = told;
        this.stage = stage;
    }

    Settings settings() {
        return settings;
    }

    Told told() {
        return told;
    }

    Stage stage() {
        return stage;
    }

    Population population(int cardinality) {
        return Population.of(cardinality, Settings.SEED);
    }

    /** A load under a prefix of its own, produced. */
    Load load(String prefix, Population population, Skew skew, long events)
            throws BenchException, InterruptedException {
        var time = new EventSource.TimeSpread(
                System.currentTimeMillis(), settings.span().toMillis(), events);
        Load load = new Load(prefix, population, skew, time, settings.partitions());
        load.produce(stage, told.about("events of " + prefix + "*"));
        return load;
    }

    /** Deletes a load. */
    void drop(Load load) throws BenchException, InterruptedException {
        stage.cluster().forget(stage.cluster().topicsOf(load.prefix(), load.prefix(), List.of()), "");
    }

    Running start(Load load, Contender contender) throws BenchException, InterruptedException {
        return Running.start(contender, stage, load, settings.folder(), ++runs);
    }

    /** Round by round, each contender once. */
    List<Measured> measure(Load load, List<Contender> chosen) throws BenchException, InterruptedException {
        Map<String, List<Figures>> rounds = new LinkedHashMap<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Contender contender : chosen) {
                String what = "round %d of %d, %s".formatted(round, settings.rounds(), contender.name());
                try (Running running = start(load, contender)) {
                    Figures figures = running.measure(settings.limit(), told.about(what));
                    rounds.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                            .add(figures);
                    told.keep("%s: %,.0f events/s".formatted(what, figures.eventsPerSecond()));
                }
            }
        }
        return chosen.stream()
                .map(contender -> measured(contender, rounds.getOrDefault(contender.name(), List.of())))
                .toList();
    }

    private static Measured measured(Contender contender, List<Figures> rounds) {
        return new Measured(
                contender.name(),
                contender.title(),
                contender.threads(),
                contender.instances(),
                contender.heapMegabytes(),
                contender.guarantee(),
                rounds);
    }
}
