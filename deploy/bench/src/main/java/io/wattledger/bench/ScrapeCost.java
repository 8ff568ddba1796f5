package io.wattledger.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.bench.measure.Figures;
import io.wattledger.bench.measure.Spread;
import io.wattledger.bench.report.Goal;
import io.wattledger.bench.report.Outcome;
import io.wattledger.standalone.child.SteadyPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Throughput with somebody who scrapes a large page every 15 seconds, and without. */
final class ScrapeCost {

    /** Each has 17 series. */
    private static final int KEYS = 6_000;

    private static final int EVERY_SECONDS = 15;

    private final Lab lab;
    private final Contenders contenders;
    private final AtomicLong series = new AtomicLong();
    private final AtomicInteger scrapes = new AtomicInteger();

    ScrapeCost(Lab lab, Contenders contenders) {
        this.lab = lab;
        this.contenders = contenders;
    }

    void run(Outcome outcome) throws BenchException, InterruptedException {
        Load load = lab.load(
                "scrape.",
                lab.population(KEYS),
                lab.settings().skew(),
                lab.settings().produced());
        List<Double> alone = new ArrayList<>();
        List<Double> scraped = new ArrayList<>();
        for (int round = 0; round < lab.settings().rounds(); round++) {
            alone.add(measure(load, false));
            scraped.add(measure(load, true));
        }
        lab.drop(load);
        double without = median(alone);
        double with = median(scraped);
        double percent = 100 * (1 - with / without);
        ObjectNode section = outcome.section("scrape");
        section.put("series", series.get());
        section.put("everySeconds", EVERY_SECONDS);
        section.put("scrapes", scrapes.get());
        section.put("eventsPerSecond", without);
        section.put("eventsPerSecondScraped", with);
        section.put("costPercent", percent);
        outcome.value(Goal.SCRAPE_COST, percent);
    }

    private static double median(List<Double> values) {
        return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray())
                .median();
    }

    private double measure(Load load, boolean scraped) throws BenchException, InterruptedException {
        int port = new SteadyPorts().next();
        Contender contender = contenders.wattledger().with(List.of("--set", "http.port=" + port));
        ScheduledExecutorService scraper = Executors.newSingleThreadScheduledExecutor();
        try (Running running = lab.start(load, contender)) {
            if (scraped) {
                Scrape scrape = new Scrape(port);
                var unused = scraper.scheduleAtFixedRate(
                        () -> scrape(scrape), EVERY_SECONDS / 3, EVERY_SECONDS, TimeUnit.SECONDS);
            }
            String what = scraped ? "scrape, scraped" : "scrape, not scraped";
            Figures figures = running.measure(lab.settings().limit(), lab.told().about(what));
            lab.told().keep("%s: %,.0f events/s".formatted(what, figures.eventsPerSecond()));
            return figures.eventsPerSecond();
        } finally {
            scraper.shutdownNow();
        }
    }

    private void scrape(Scrape scrape) {
        try {
            scrape.page().ifPresent(page -> {
                series.accumulateAndGet(Scrape.series(page), Math::max);
                scrapes.incrementAndGet();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
