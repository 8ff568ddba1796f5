package io.wattledger.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.bench.load.Population;
import io.wattledger.bench.load.Skew;
import io.wattledger.bench.measure.Figures;
import io.wattledger.bench.report.BenchJson;
import io.wattledger.bench.report.Goal;
import io.wattledger.bench.report.Measured;
import io.wattledger.bench.report.Outcome;
import java.util.List;
import java.util.Optional;

/** The sections that have topics of their own. */
final class Sections {

    private static final int[] CURVE = {1_000, 10_000, 100_000};
    private static final int HIGH_CARDINALITY = 200_000;

    /** What the totals of so many keys take in memory as objects, three windows each. */
    private static final int HIGH_CARDINALITY_HEAP = 1_024;

    private final Lab lab;
    private final Contenders contenders;
    private final Outcome outcome;

    Sections(Lab lab, Contenders contenders, Outcome outcome) {
        this.lab = lab;
        this.contenders = contenders;
        this.outcome = outcome;
    }

    void run(Section section) throws BenchException, InterruptedException {
        switch (section) {
            case THROUGHPUT, THREADS -> {
                // All of the common topic is measured.
            }
            case STEPS -> Steps.run(lab.told(), outcome);
            case CARDINALITY -> cardinality();
            case HOT_KEY -> hotKey();
            case LATENCY -> new Latency(lab, contenders).run(outcome);
            case RECOVERY -> new Recovery(lab).run(outcome);
            case SCRAPE -> new ScrapeCost(lab, contenders).run(outcome);
            case SIEGE -> new Siege(lab, contenders).run(outcome);
        }
    }

    /** Many keys are booked more slowly: what a warm-up takes on top is little, and the time is limited. */
    private void cardinality() throws BenchException, InterruptedException {
        ObjectNode section = outcome.section("cardinality");
        ArrayNode points = section.putArray("points");
        for (int keys : CURVE) {
            points.addObject().put("keys", keys).setAll(BenchJson.contender(atKeys(keys)));
        }
        Load load = lab.load(
                "keys-" + HIGH_CARDINALITY + ".",
                lab.population(HIGH_CARDINALITY),
                lab.settings().skew(),
                lab.settings().events());
        List<Measured> both = lab.measure(
                load, List.of(contenders.wattledger(), contenders.textbook(true).heap(HIGH_CARDINALITY_HEAP)));
        ObjectNode high = section.putObject("at200000Keys");
        both.forEach(each -> high.set(each.name(), BenchJson.contender(each)));
        double ratio = both.get(0).ratioTo(both.get(1));
        section.put("wattledger/textbook-memory at 200000 keys", ratio);
        outcome.value(Goal.HIGH_CARDINALITY, ratio);
        lab.drop(load);
    }

    /** That of the common topic, where it has as many. */
    private Measured atKeys(int keys) throws BenchException, InterruptedException {
        Optional<Measured> known = outcome.contender(Contenders.WATTLEDGER)
                .filter(each -> keys == lab.settings().cardinality());
        if (known.isPresent()) {
            return known.get();
        }
        long events = keys > lab.settings().cardinality()
                ? lab.settings().events()
                : lab.settings().produced();
        Load load = lab.load(
                "keys-" + keys + ".", lab.population(keys), lab.settings().skew(), events);
        Measured ours = lab.measure(load, List.of(contenders.wattledger())).get(0);
        lab.drop(load);
        return ours;
    }

    private void hotKey() throws BenchException, InterruptedException {
        ObjectNode section = outcome.section("hotKey");
        Load hot = lab.load(
                "hot.",
                Population.ofOneTeam(Settings.SEED),
                Skew.UNIFORM,
                lab.settings().produced());
        Measured hotRate = lab.measure(hot, List.of(contenders.wattledger())).get(0);
        lab.drop(hot);
        Measured normal = atKeys(lab.settings().cardinality());
        section.put("eventsPerSecond", hotRate.median(Figures::eventsPerSecond));
        section.put("eventsPerSecondOfTheNormalSkew", normal.median(Figures::eventsPerSecond));
        section.put("ratio", hotRate.ratioTo(normal));
    }
}
