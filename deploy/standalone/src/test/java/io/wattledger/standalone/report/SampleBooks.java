package io.wattledger.standalone.report;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.OperatingPoint;
import io.wattledger.ledger.Range;
import io.wattledger.ledger.SiteRevision;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Unit;
import io.wattledger.ledger.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two months of some teams' usage, from a seed, at the costs of the bundled catalogue. */
final class SampleBooks {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final String HOSTILE_TEAM = "<script>window.hacked=1</script>\"'&";
    static final Span NOVEMBER = new Span(day(2026, 11, 1), day(2026, 12, 1));
    static final CostTable COSTS = costs();

    private static final Map<String, SiteRevision> SITES = Map.of(
            "eu-north-1", site("eu-north-1", 1.12, 0.03, 3.1, 36),
            "eu-central-1", site("eu-central-1", 1.33, 0.12, 1.9, 342),
            "us-east-1", site("us-east-1", 1.15, 0.17, 2.4, 384));

    /**
     * What a team does with a model.
     *
     * @param growth of the requests in a month, 1 for none
     */
    private record Habit(
            String team, String model, String gpu, String region, int perDay, int input, int output, double growth) {}

    private static final List<Habit> HABITS = List.of(
            new Habit(
                    "assistant", "llama-3.1-70b-instruct", "a100-sxm4-40gb", "eu-central-1", 41_000, 1_150, 310, 1.22),
            new Habit("assistant", "llama-3.1-8b-instruct", "h100-sxm5-80gb", "eu-north-1", 96_000, 480, 140, 1.05),
            new Habit("search", "llama-3.1-8b-instruct", "a100-sxm4-40gb", "us-east-1", 380_000, 900, 45, 0.93),
            new Habit("search", "qwen3-32b", "h100-sxm5-80gb", "eu-north-1", 22_000, 1_400, 260, 1.4),
            new Habit(
                    "coding", "qwen3-coder-30b-a3b-instruct", "h100-sxm5-80gb", "eu-north-1", 58_000, 3_200, 420, 1.6),
            new Habit("coding", "qwen3-235b-a22b-instruct-2507", "b200-sxm-180gb", "us-east-1", 6_500, 2_100, 650, 0.7),
            new Habit(
                    "translation",
                    "qwen3-30b-a3b-instruct-2507",
                    "b200-sxm-180gb",
                    "eu-central-1",
                    44_000,
                    610,
                    590,
                    1),
            new Habit("photos", "resnet50", "rtx-3090-24gb", "eu-central-1", 14_000_000, 0, 0, 1.1),
            new Habit(HOSTILE_TEAM, "llama-3.1-8b-instruct", "h100-sxm5-80gb", "eu-north-1", 9_000, 300, 90, 1),
            new Habit("research", "unheard-of-400b", "h100-sxm5-80gb", "eu-north-1", 1_200, 900, 800, 1.5),
            new Habit("research", "qwen3-32b", "b200-sxm-180gb", "our-hall", 3_000, 2_000, 900, 2));

    private SampleBooks() {}

    static ZonedDateTime day(int year, int month, int day) {
        return LocalDate.of(year, month, day).atStartOfDay(ZONE);
    }

    /** October and November; the last days of November only as far as they are read. */
    static Report november(Optional<Prices> prices, Instant read, long seed) {
        Question question =
                HtmlFormat.question(NOVEMBER, Map.of(), Question.usualPrevious(NOVEMBER, read.atZone(ZONE)));
        ReportBuilder builder = new ReportBuilder(question, prices, Map.of());
        Random random = new Random(seed);
        for (ZonedDateTime day = day(2026, 10, 1); day.toInstant().isBefore(read); day = day.plusDays(1)) {
            for (Habit habit : HABITS) {
                Line line = line(habit, day, random);
                // A day on which nobody worked.
                if (!day.toLocalDate().equals(LocalDate.of(2026, 11, 8))) {
                    builder.add(line);
                }
            }
        }
        builder.add(correction());
        return builder.build(state(read));
    }

    private static State state(Instant read) {
        SortedMap<Integer, Long> offsets = new TreeMap<>(Map.of(0, 48_211L, 1, 50_377L, 2, 47_905L, 3, 49_160L));
        return State.of("totals", Map.of("wattledger.footprint-1h", offsets), read, "0.1.0")
                .with(List.of(
                        new State.Revision(
                                "inference-costs",
                                "llama-3.1-70b-instruct on a100-sxm4-40gb",
                                "2026-10-01-1",
                                "measured-serving-split"),
                        new State.Revision(
                                "site-factors", "eu-central-1", "2026-01-01-1", "AWS, by region; WRI; Ember")));
    }

    private static Line line(Habit habit, ZonedDateTime day, Random random) {
        double weekend = day.getDayOfWeek().getValue() > 5 ? 0.45 : 1;
        double days = Duration.between(NOVEMBER.from(), day).toDays();
        double growth = Math.pow(habit.growth(), days / 30);
        double noise = 1 + random.nextGaussian() * 0.08;
        long requests = Math.max(1, Math.round(habit.perDay() * weekend * growth * noise));
        double length = 1 + days / 30 * (habit.model().length() % 7 - 3) * 0.06 + random.nextGaussian() * 0.02;
        long input = requests * Math.round(habit.input() * length);
        long output = requests * Math.round(habit.output() * length);
        Usage usage = new Usage(requests, requests / 900, requests, input, input / 5, output, 0);
        Dimensions dimensions =
                new Dimensions(habit.team(), Optional.empty(), habit.model(), habit.gpu(), habit.region());
        return new Line(day.toInstant().toEpochMilli(), dimensions, Optional.empty(), total(habit, usage));
    }

    private static Total total(Habit habit, Usage usage) {
        Optional<CostRevision> cost = COSTS.of(habit.model(), habit.gpu());
        Optional<SiteRevision> site = Optional.ofNullable(SITES.get(habit.region()));
        Optional<Amount<Unit.Microjoules>> energy =
                cost.map(known -> known.at(OptionalInt.empty()).energy(usage));
        Footprint footprint = new Footprint(
                energy,
                energy.flatMap(joules -> site.map(known -> known.facilityEnergy(joules))),
                energy.flatMap(joules -> site.map(known -> known.water(joules))),
                energy.flatMap(joules -> site.map(known -> known.carbon(joules))),
                Optional.empty());
        return new Total(
                usage,
                energy.isPresent() ? 0 : usage.requests(),
                energy.isPresent() && site.isEmpty() ? usage.requests() : 0,
                footprint,
                Amount.zero(),
                0,
                Footprint.UNKNOWN);
    }

    private static Line correction() {
        Amount<Unit.Microjoules> energy = new Amount<>(-600_000_000_000L, -950_000_000_000L, -1_700_000_000_000L);
        SiteRevision site = Objects.requireNonNull(SITES.get("eu-north-1"));
        Footprint less = new Footprint(
                Optional.of(energy),
                Optional.of(site.facilityEnergy(energy)),
                Optional.of(site.water(energy)),
                Optional.of(site.carbon(energy)),
                Optional.empty());
        return new Line(
                day(2026, 11, 12).toInstant().toEpochMilli(),
                new Dimensions("search", Optional.empty(), "qwen3-32b", "h100-sxm5-80gb", "eu-north-1"),
                Optional.empty(),
                new Total(Usage.NONE, 0, 0, less, Amount.zero(), 0, less));
    }

    private static SiteRevision site(String name, double pue, double wue, double ewif, double grams) {
        return new SiteRevision(name, 0, OptionalLong.empty(), pue, wue, ewif, grams);
    }

    private static CostTable costs() {
        SortedMap<String, SortedMap<String, CostRevision>> byModel = new TreeMap<>();
        for (CostRow row : CostCatalogue.bundled().withHost().rows()) {
            byModel.computeIfAbsent(row.model(), model -> new TreeMap<>())
                    .put(row.gpu(), new CostRevision("bundled-1", 0, OptionalLong.empty(), points(row)));
        }
        return new CostTable(byModel);
    }

    private static List<OperatingPoint> points(CostRow row) {
        return row.operatingPoints().stream()
                .map(point -> new OperatingPoint(
                        point.batchSize(),
                        rate(point.perInference()),
                        rate(point.perInputToken()),
                        rate(point.perCachedInputToken()),
                        rate(point.perOutputToken())))
                .toList();
    }

    private static Range rate(Estimate<Joules> joules) {
        double micro = 1e6;
        return new Range(
                joules.low().value() * micro,
                joules.central().value() * micro,
                joules.high().value() * micro);
    }
}
