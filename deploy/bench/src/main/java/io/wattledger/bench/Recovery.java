package io.wattledger.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.bench.load.Population;
import io.wattledger.bench.measure.Spread;
import io.wattledger.bench.report.Goal;
import io.wattledger.bench.report.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From kill -9 to the first event that is booked by the process that takes its place on the same folder. */
final class Recovery {

    private static final long IDS = 1_000_000;
    private static final int TOTALS = 100_000;

    /** A total by minute, hour and day each; the events lie within minutes, which only adds. */
    private static final int KEYS = TOTALS / 3 + 1;

    private static final Duration HORIZON = Duration.ofHours(2);
    private static final int RATE = 2_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int TICK_MILLIS = 50;

    private final Lab lab;
    private final Contender contender;

    Recovery(Lab lab) {
        this.lab = lab;
        // Every id of the load is to be remembered.
        this.contender = new Contenders(lab.settings().withDedupHorizon(HORIZON)).dedup();
    }

    void run(Outcome outcome) throws BenchException, InterruptedException {
        ObjectNode section = outcome.section("recovery");
        section.put("ids", IDS);
        section.put("totals", 3 * KEYS);
        double nameless = measure("recovery-nameless.", contender);
        section.put("secondsWithoutAName", nameless);
        outcome.value(Goal.RECOVERY_NAMELESS, nameless);
        double named = measure("recovery-named.", contender.with(List.of("--set", "kafka.group.instance.id=bench-1")));
        section.put("secondsWithAName", named);
        outcome.value(Goal.RECOVERY_NAMED, named);
    }

    /** The median over the rounds, seconds. */
    private double measure(String prefix, Contender one) throws BenchException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        Population population = lab.population(KEYS);
        for (int round = 0; round < lab.settings().rounds(); round++) {
            Load load = lab.load(prefix, population, lab.settings().skew(), IDS);
            lab.told().about("recovery").accept(prefix + " round " + (round + 1));
            try (Running running = lab.start(load, one);
                    Pacer pacer = Pacer.start(lab.stage(), load, lab.settings().folder(), RATE)) {
                pacer.requireAlive();
                await(running, IDS);
                long booked = running.committed();
                await(running, booked + 1);
                long killed = System.nanoTime();
                long before = running.committed();
                running.killAndRestart();
                await(running, before + 1);
                seconds.add((System.nanoTime() - killed) / 1e9);
            }
            lab.drop(load);
        }
        return Spread.of(seconds.stream().mapToDouble(Double::doubleValue).toArray())
                .median();
    }

    private static void await(Running running, long events) throws BenchException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (running.committed() < events) {
            if (System.nanoTime() > deadline) {
                throw new BenchException("nothing was booked for %d s beyond %d events"
                        .formatted(LIMIT.toSeconds(), running.committed()));
            }
            Thread.sleep(TICK_MILLIS);
        }
    }
}
