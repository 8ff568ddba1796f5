package io.wattledger.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.bench.load.Population;
import io.wattledger.bench.report.BenchJson;
import io.wattledger.bench.report.Outcome;
import io.wattledger.standalone.child.SteadyPorts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * From an event to the journal while nobody asks over HTTP, and while many do who mean no good: taking turns on one instance. What
 * the besiegers' own work takes of the machine is in the figures.
 */
final class Siege {

    private static final int KEYS = 100;
    private static final int FIRST_EVENTS = 1_000;
    private static final long EVENTS_PER_SECOND = 10_000;

    private final Lab lab;
    private final Contenders contenders;

    Siege(Lab lab, Contenders contenders) {
        this.lab = lab;
        this.contenders = contenders;
    }

    void run(Outcome outcome) throws BenchException, InterruptedException {
        Load load = lab.load("siege.", lab.population(KEYS), lab.settings().skew(), FIRST_EVENTS);
        int port = new SteadyPorts().next();
        Contender contender = contenders.dedup().with(List.of("--set", "http.port=" + port));
        double[] quiet = {};
        double[] besieged = {};
        Besiegers.Tally tally = new Besiegers.Tally();
        try (Running running = lab.start(load, contender);
                Pacer pacer = Pacer.start(lab.stage(), load, lab.settings().folder(), EVENTS_PER_SECOND);
                Probes probes = new Probes(lab.stage(), load, Population.ofTeam(Probes.TEAM))) {
            Latency.settle(running, pacer);
            for (int round = 0; round < lab.settings().rounds(); round++) {
                quiet = joined(quiet, measure(load, probes, "siege, quiet"));
                Besiegers besiegers = Besiegers.start(port, tally);
                try {
                    besieged = joined(besieged, measure(load, probes, "siege, besieged"));
                } finally {
                    besiegers.stop();
                }
                pacer.requireAlive();
            }
        } finally {
            lab.drop(load);
        }
        ObjectNode section = outcome.section("siege");
        section.put("eventsPerSecond", EVENTS_PER_SECOND);
        put(section, "quiet", quiet);
        put(section, "besieged", besieged);
        section.put("besieged/quiet p50", Latency.at(besieged, 0.5) / Latency.at(quiet, 0.5));
        section.put("besieged/quiet p99", Latency.at(besieged, 0.99) / Latency.at(quiet, 0.99));
        tally.into(section);
    }

    private double[] measure(Load load, Probes probes, String what) throws InterruptedException {
        lab.told().about(what).accept("measuring");
        try (JournalReader journal = new JournalReader(lab.stage(), load)) {
            double[] millis = probes.measure(journal::requests, lab.settings().limit());
            Arrays.sort(millis);
            lab.told()
                    .keep("%s: p50 %.0f ms, p99 %.0f ms"
                            .formatted(what, Latency.at(millis, 0.5), Latency.at(millis, 0.99)));
            return millis;
        }
    }

    private static double[] joined(double[] some, double[] more) {
        return DoubleStream.concat(Arrays.stream(some), Arrays.stream(more))
                .sorted()
                .toArray();
    }

    private static void put(ObjectNode section, String name, double[] sorted) {
        BenchJson.number(section, name + "P50Millis", Latency.at(sorted, 0.5));
        BenchJson.number(section, name + "P99Millis", Latency.at(sorted, 0.99));
        section.put(name + "Probes", sorted.length);
        section.put(
                name + "ProbesNeverSeen",
                Arrays.stream(sorted).filter(Double::isInfinite).count());
    }
}
