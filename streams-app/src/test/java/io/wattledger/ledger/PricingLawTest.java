package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The books depend on what was used and on what the tables say in the end, not on the order in which either came, on the batches,
 * or on how often something was done again.
 */
class PricingLawTest {

    private static final long FIRST = LedgerSamples.NOON;
    private static final int MINUTES = 6;

    /** What may happen to the books. */
    private sealed interface Step {

        record Use(Cell cell, Usage usage) implements Step {}

        record Cost(List<CostRevision> row) implements Step {}

        record Site(List<SiteRevision> row) implements Step {}

        record Rerate() implements Step {}
    }

    /** Books in memory: accounts, tables, and the sum of what was posted by cell. */
    private static final class Books {
        private final Map<Cell, Account> accounts = new HashMap<>();
        private final Map<Cell, Total> posted = new HashMap<>();
        private Timeline<CostRevision> costs = Timeline.empty();
        private Timeline<SiteRevision> sites = Timeline.empty();
        private final List<Entry> entries = new ArrayList<>();
        private long lastEntries;

        void take(Step step) {
            if (step instanceof Step.Use use) {
                Account account = accounts.getOrDefault(use.cell(), Account.NONE);
                post(use.cell(), Posting.add(use.cell(), account, use.usage(), tariff(use.cell()), 0));
            } else if (step instanceof Step.Cost cost) {
                costs = costs.with(cost.row());
            } else if (step instanceof Step.Site site) {
                sites = sites.with(site.row());
            } else {
                rerate();
            }
        }

        void rerate() {
            lastEntries = 0;
            Map.copyOf(accounts).forEach((cell, account) -> post(cell, Posting.rerate(cell, account, tariff(cell))));
        }

        private Tariff tariff(Cell cell) {
            return Tariff.of(cell, Optional.of(costs), Optional.of(sites));
        }

        private void post(Cell cell, Posting posting) {
            accounts.put(cell, posting.after());
            lastEntries += posting.entries().size();
            entries.addAll(posting.entries());
            for (Entry entry : posting.entries()) {
                posted.merge(
                        cell,
                        new Total(
                                entry.usage(),
                                entry.unpricedRequests(),
                                entry.unsitedRequests(),
                                known(entry.footprint()),
                                Amount.zero(),
                                entry.compared(),
                                Footprint.UNKNOWN),
                        Total::plus);
            }
        }

        /** An amount that was known and was taken back is 0 in a sum, so unknown counts as 0 here. */
        private static Footprint known(Footprint footprint) {
            return new Footprint(
                    Optional.of(footprint.energy().orElse(Amount.zero())),
                    Optional.of(footprint.facilityEnergy().orElse(Amount.zero())),
                    Optional.of(footprint.water().orElse(Amount.zero())),
                    Optional.of(footprint.carbon().orElse(Amount.zero())),
                    Optional.of(footprint.estimatedEnergy().orElse(Amount.zero())));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldEndWithTheSameBooksInWhateverOrderUsageAndRevisionsCome(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            // Given: usage, and the rows of two tables, whose own order is that of their topics
            List<Step> usage = usage(random);
            List<Step> costs = Stream.generate(() -> (Step) new Step.Cost(costRow(random)))
                    .limit(1 + random.nextInt(4))
                    .toList();
            List<Step> sites = Stream.generate(() -> (Step) new Step.Site(siteRow(random)))
                    .limit(1 + random.nextInt(3))
                    .toList();

            // When: all tables first, against any mixture with re-ratings strewn in
            Books atOnce = new Books();
            Stream.of(costs, sites, usage).flatMap(List::stream).forEach(atOnce::take);
            Books mixed = new Books();
            Collections.shuffle(usage, random);
            interleave(random, usage, costs, sites).forEach(mixed::take);
            mixed.rerate();

            // Then
            assertThat(mixed.posted).as("seed %d, round %d", seed, round).isEqualTo(atOnce.posted);
            mixed.rerate();
            assertThat(mixed.lastEntries).as("re-rating again changes nothing").isZero();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void shouldPostTheSameWhateverTheBatches(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            List<Step> usage = usage(random);
            Step cost = new Step.Cost(costRow(random));
            Step site = new Step.Site(siteRow(random));
            Books one = new Books();
            Stream.concat(Stream.of(cost, site), usage.stream()).forEach(one::take);
            Books batched = new Books();
            Stream.concat(Stream.of(cost, site), batches(usage, random).stream())
                    .forEach(batched::take);
            assertThat(batched.posted).as("seed %d, round %d", seed, round).isEqualTo(one.posted);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33})
    void shouldPostWhatAnAccountSays(long seed) {
        Random random = new Random(seed);
        Books books = new Books();
        interleave(
                        random,
                        usage(random),
                        List.of(new Step.Cost(costRow(random))),
                        List.of(new Step.Site(siteRow(random))))
                .forEach(books::take);
        books.accounts.forEach((cell, account) -> {
            Total sum = books.posted.getOrDefault(cell, Total.NONE);
            assertThat(sum.usage()).isEqualTo(account.usage());
            assertThat(sum.footprint()).isEqualTo(Books.known(account.posted()));
            assertThat(sum.unpricedRequests()).isEqualTo(account.unpricedRequests());
            assertThat(sum.unsitedRequests()).isEqualTo(account.unsitedRequests());
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43, 44})
    void shouldTakeAwayOnlyByCorrections(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            Books books = new Books();
            List<Step> costs = List.of(new Step.Cost(costRow(random)), new Step.Cost(costRow(random)));
            List<Step> sites = List.of(new Step.Site(siteRow(random)), new Step.Site(siteRow(random)));
            interleave(random, usage(random), costs, sites).forEach(books::take);
            assertThat(books.entries)
                    .as("seed %d, round %d", seed, round)
                    .filteredOn(entry -> entry.kind() != Entry.Kind.CORRECTION)
                    .allSatisfy(entry -> assertThat(List.of(
                                    low(entry.footprint().energy()),
                                    low(entry.footprint().facilityEnergy()),
                                    low(entry.footprint().water()),
                                    low(entry.footprint().carbon())))
                            .allMatch(low -> low >= 0));
        }
    }

    private static long low(Optional<? extends Amount<?>> amount) {
        return amount.map(Amount::low).orElse(0L);
    }

    private static List<Step> usage(Random random) {
        List<Step> usage = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(40); i++) {
            boolean measured = random.nextInt(4) == 0;
            Usage some = LedgerSamples.usage(random);
            usage.add(new Step.Use(
                    new Cell(
                            FIRST + 60_000L * random.nextInt(MINUTES),
                            LedgerSamples.DIMENSIONS,
                            measured,
                            random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(3))),
                    measured
                            ? some
                            : new Usage(
                                    some.requests(),
                                    some.lateRequests(),
                                    some.inferences(),
                                    some.inputTokens(),
                                    some.cachedInputTokens(),
                                    some.outputTokens(),
                                    0)));
        }
        return usage;
    }

    /** Adds up neighbours of the same cell, as a commit does. */
    private static List<Step> batches(List<Step> usage, Random random) {
        List<Step> batches = new ArrayList<>();
        Map<Cell, Usage> batch = new HashMap<>();
        for (Step step : usage) {
            Step.Use use = (Step.Use) step;
            batch.merge(use.cell(), use.usage(), Usage::plus);
            if (random.nextInt(5) == 0) {
                batch.forEach((cell, sum) -> batches.add(new Step.Use(cell, sum)));
                batch.clear();
            }
        }
        batch.forEach((cell, sum) -> batches.add(new Step.Use(cell, sum)));
        return batches;
    }

    private static List<Step> interleave(Random random, List<Step> usage, List<Step> costs, List<Step> sites) {
        List<List<Step>> left =
                new ArrayList<>(List.of(new ArrayList<>(usage), new ArrayList<>(costs), new ArrayList<>(sites)));
        List<Step> mixed = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Step> next = left.get(random.nextInt(left.size()));
            if (next.isEmpty()) {
                left.remove(next);
            } else {
                mixed.add(next.remove(0));
                if (random.nextInt(6) == 0) {
                    mixed.add(new Step.Rerate());
                }
            }
        }
        return mixed;
    }

    private static List<CostRevision> costRow(Random random) {
        return Stream.generate(() -> new CostRevision(
                        "r" + random.nextInt(4),
                        time(random),
                        random.nextInt(3) == 0 ? OptionalLong.of(time(random)) : OptionalLong.empty(),
                        List.of(LedgerSamples.point(random), LedgerSamples.point(random))))
                .limit(1 + random.nextInt(3))
                .toList();
    }

    private static List<SiteRevision> siteRow(Random random) {
        return List.of(LedgerSamples.site("s" + random.nextInt(3), random));
    }

    private static long time(Random random) {
        return FIRST - 60_000 + random.nextInt(60_000 * (MINUTES + 2));
    }
}
