package io.wattledger.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.bench.load.Population;
import io.wattledger.bench.report.BenchJson;
import io.wattledger.bench.report.Goal;
import io.wattledger.bench.report.Outcome;
import io.wattledger.standalone.child.SteadyPorts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * From an event to /metrics: probes of a team of their own lie among the events of a producer at an even pace. The most that can be
 * sustained, of which the paces are parts, is measured with that producer on the same machine.
 */
final class Latency {

    /** Few, so that a page that is read ten times a second takes little of the machine. */
    private static final int KEYS = 100;

    private static final int FIRST_EVENTS = 1_000;
    private static final double LIGHT = 0.1;
    private static final double HEAVY = 0.7;
    private static final double MILLIS = 1e3;
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final int TICK_MILLIS = 250;
    private static final double NANOS = 1e9;

    private final Lab lab;
    private final Contenders contenders;

    Latency(Lab lab, Contenders contenders) {
        this.lab = lab;
        this.contenders = contenders;
    }

    void run(Outcome outcome) throws BenchException, InterruptedException {
        ObjectNode section = outcome.section("latency");
        double most = most();
        section.put("sustainedEventsPerSecondWithTheProducerOnTheSameMachine", most);
        section.put("keys", KEYS);
        for (double share : new double[] {LIGHT, HEAVY}) {
            String name = "at%.0fPercent".formatted(share * 100);
            double[] millis = latencies("latency-%.0f.".formatted(share * 100), (long) (most * share));
            Arrays.sort(millis);
            BenchJson.number(section, name + "P50Millis", at(millis, 0.5));
            BenchJson.number(section, name + "P99Millis", at(millis, 0.99));
            if (share == HEAVY) {
                outcome.value(Goal.LATENCY, at(millis, 0.99) / MILLIS);
            }
            section.put(name + "Probes", millis.length);
            section.put(
                    name + "ProbesNeverShown",
                    Arrays.stream(millis).filter(Double::isInfinite).count());
        }
    }

    static double at(double[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    private Load load(String prefix) throws BenchException, InterruptedException {
        return lab.load(prefix, lab.population(KEYS), lab.settings().skew(), FIRST_EVENTS);
    }

    /** Events per second that are booked while the producer gives all it can. */
    private double most() throws BenchException, InterruptedException {
        Load load = load("latency-most.");
        double rate;
        try (Running running = lab.start(load, contenders.dedup());
                Pacer pacer = Pacer.start(lab.stage(), load, lab.settings().folder(), 0)) {
            lab.told().about("latency").accept("the most that can be sustained");
            settle(running, pacer);
            long begin = System.nanoTime();
            long before = running.committed();
            Thread.sleep(lab.settings().limit().toMillis());
            rate = (running.committed() - before) * NANOS / (System.nanoTime() - begin);
        }
        lab.drop(load);
        return rate;
    }

    static void settle(Running running, Pacer pacer) throws BenchException, InterruptedException {
        while (running.committed() <= FIRST_EVENTS) {
            pacer.requireAlive();
            Thread.sleep(TICK_MILLIS);
        }
        Thread.sleep(SETTLING.toMillis());
    }

    private double[] latencies(String prefix, long rate) throws BenchException, InterruptedException {
        Load load = load(prefix);
        int port = new SteadyPorts().next();
        Contender contender = contenders.dedup().with(List.of("--set", "http.port=" + port));
        try (Running running = lab.start(load, contender);
                Pacer pacer = Pacer.start(lab.stage(), load, lab.settings().folder(), rate);
                Probes probes = new Probes(lab.stage(), load, Population.ofTeam(Probes.TEAM))) {
            lab.told().about("latency").accept("%,d events/s".formatted(rate));
            settle(running, pacer);
            return probes.measure(Probes.on(new Scrape(port)), lab.settings().limit());
        } finally {
            lab.drop(load);
        }
    }
}
