package io.wattledger.standalone.report;

import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds lines up to a report. */
final class ReportBuilder {

    private static final int PERCENT_SCALE = 1;

    private final Question question;
    private final Optional<Prices> prices;
    private final Map<String, BigDecimal> metered;
    private final NavigableMap<Long, Span> spans = new TreeMap<>();
    private final Map<Key, Map<Rates, Tally>> rows = new HashMap<>();
    private final Map<Key, Map<Rates, Tally>> before = new HashMap<>();
    private final Map<String, Tally> byRegion = new TreeMap<>();
    private final Map<String, Set<String>> gpusByModel = new TreeMap<>();

    /** What makes a row. */
    private record Key(Span span, List<Optional<String>> values, Kind kind) {}

    /** What decides its prices. */
    private record Rates(String region, String gpu) {}

    /** @param metered facility energy that meters say, kWh by region */
    ReportBuilder(Question question, Optional<Prices> prices, Map<String, BigDecimal> metered) {
        this.question = question;
        this.prices = prices;
        this.metered = metered;
        question.span().split(question.granularity()).forEach(part -> spans.put(part.begin(), part));
    }

    void add(Line line) {
        if (!question.asks(line)) {
            return;
        }
        if (question.span().contains(line.start())) {
            add(rows, spans.floorEntry(line.start()).getValue(), line);
            byRegion.computeIfAbsent(line.dimensions().region(), region -> new Tally())
                    .add(Usage.NONE, 0, 0, line.total().footprint(), 0);
            gpusByModel
                    .computeIfAbsent(line.dimensions().modelId(), model -> new TreeSet<>())
                    .add(line.dimensions().gpu());
        }
        question.previous()
                .filter(span -> span.contains(line.start()))
                .ifPresent(span -> add(before, question.span(), line));
    }

    private void add(Map<Key, Map<Rates, Tally>> to, Span span, Line line) {
        Total total = line.total();
        if (!question.corrections() || total.corrections().equals(Footprint.UNKNOWN)) {
            add(to, span, Kind.USAGE, line, total.footprint());
            return;
        }
        Footprint usage = total.footprint().since(total.corrections());
        boolean correctionOnly = total.usage().requests() == 0
                && total.footprint().equals(total.corrections())
                && total.unpricedRequests() == 0
                && total.unsitedRequests() == 0;
        if (!correctionOnly) {
            add(to, span, Kind.USAGE, line, total.footprint().equals(total.corrections()) ? Footprint.UNKNOWN : usage);
        }
        tally(to, span, correction(line), line).add(Usage.NONE, 0, 0, total.corrections(), 0);
    }

    private void add(Map<Key, Map<Rates, Tally>> to, Span span, Kind kind, Line line, Footprint footprint) {
        Total total = line.total();
        tally(to, span, kind, line)
                .add(
                        total.usage(),
                        total.unpricedRequests(),
                        total.unsitedRequests(),
                        footprint,
                        total.measured().central());
    }

    private Tally tally(Map<Key, Map<Rates, Tally>> to, Span span, Kind kind, Line line) {
        List<Optional<String>> values =
                question.by().stream().map(field -> field.of(line)).toList();
        Rates rates = prices.isEmpty()
                ? new Rates("", "")
                : new Rates(line.dimensions().region(), line.dimensions().gpu());
        return to.computeIfAbsent(new Key(span, values, kind), key -> new HashMap<>())
                .computeIfAbsent(rates, key -> new Tally());
    }

    /** A month is closed when it is over, in the time zone of the report. */
    private Kind correction(Line line) {
        ZonedDateTime start =
                Instant.ofEpochMilli(line.start()).atZone(question.span().from().getZone());
        Instant closed = Span.startOfMonth(start).plusMonths(1).toInstant();
        boolean later = line.pricing()
                .filter(pricing -> !pricing.booked().isBefore(closed))
                .isPresent();
        return later ? Kind.LATER_CORRECTION : Kind.CORRECTION;
    }

    /** Models of the report, and the GPUs that they ran on. */
    Map<String, Set<String>> gpusByModel() {
        return gpusByModel;
    }

    Set<String> regions() {
        return byRegion.keySet();
    }

    /** The report, once all lines are there. */
    Report build(State state) {
        Map<Key, Figures> figures = sums(rows);
        Map<Key, Figures> earlier = sums(before);
        Map<Key, Money> money = new HashMap<>();
        prices.ifPresent(with -> rows.forEach((key, parts) -> money.put(key, price(with, parts))));
        meters(figures, money);
        List<Key> keys = new ArrayList<>(figures.keySet());
        keys.sort(Comparator.comparing((Key key) -> key.span().begin())
                .thenComparing(key -> key.kind() == Kind.UNATTRIBUTED)
                .thenComparing(
                        key -> get(figures, key).central(Quantity.ENERGY).orElse(BigDecimal.ZERO),
                        Comparator.reverseOrder())
                .thenComparing(key -> key.values().toString())
                .thenComparing(Key::kind));
        Map<Key, BigDecimal> percent = percent(keys, figures);
        Map<Key, Money> rounded =
                prices.map(with -> rounded(keys, money, with.digits())).orElse(Map.of());
        boolean whole = question.granularity() == Span.Granularity.TOTAL;
        List<Row> list = keys.stream()
                .map(key -> new Row(
                        key.span(),
                        key.values(),
                        key.kind(),
                        get(figures, key),
                        whole ? Optional.ofNullable(earlier.get(key)) : Optional.empty(),
                        Optional.ofNullable(percent.get(key)),
                        Optional.ofNullable(rounded.get(key))))
                .toList();
        Figures total = list.stream().map(Row::figures).reduce(Figures.NONE, Figures::plus);
        Optional<Figures> previous =
                question.previous().map(span -> earlier.values().stream().reduce(Figures.NONE, Figures::plus));
        Optional<Money> cost = prices.map(with -> rounded.values().stream().reduce(Money.NONE, Money::plus));
        return new Report(question, state, list, total, previous, before(earlier), prices, cost, notes(total));
    }

    /** Rows of the period before, each as a whole. */
    private List<Row> before(Map<Key, Figures> earlier) {
        return earlier.entrySet().stream()
                .map(entry -> new Row(
                        question.previous().orElseThrow(),
                        entry.getKey().values(),
                        entry.getKey().kind(),
                        entry.getValue(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .sorted(Comparator.comparing(
                                (Row row) ->
                                        row.figures().central(Quantity.ENERGY).orElse(BigDecimal.ZERO),
                                Comparator.reverseOrder())
                        .thenComparing(row -> row.values().toString())
                        .thenComparing(Row::kind))
                .toList();
    }

    private static Figures get(Map<Key, Figures> figures, Key key) {
        return Objects.requireNonNull(figures.get(key));
    }

    private static Map<Key, Figures> sums(Map<Key, Map<Rates, Tally>> rows) {
        Map<Key, Figures> sums = new HashMap<>();
        rows.forEach((key, parts) ->
                sums.put(key, parts.values().stream().map(Tally::figures).reduce(Figures.NONE, Figures::plus)));
        return sums;
    }

    private static Money price(Prices prices, Map<Rates, Tally> parts) {
        return parts.entrySet().stream()
                .map(part -> prices.of(
                        part.getKey().region(),
                        part.getKey().gpu(),
                        part.getValue().figures()))
                .reduce(Money.NONE, Money::plus);
    }

    /** What the meter of a region says beyond the books, which idle machines drew or nobody told of. */
    private void meters(Map<Key, Figures> figures, Map<Key, Money> money) {
        int region = question.by().indexOf(Field.REGION);
        metered.forEach((name, kilowattHours) -> {
            BigDecimal booked = Optional.ofNullable(byRegion.get(name))
                    .flatMap(tally -> tally.figures().central(Quantity.FACILITY_ENERGY))
                    .orElse(BigDecimal.ZERO);
            BigDecimal rest = kilowattHours
                    .multiply(Prices.JOULES_PER_KWH)
                    .setScale(6, RoundingMode.HALF_EVEN)
                    .subtract(booked);
            var amounts = new EnumMap<Quantity, Range>(Quantity.class);
            amounts.put(Quantity.FACILITY_ENERGY, new Range(rest, rest, rest));
            Figures more = new Figures(0, 0, 0, 0, 0, 0, 0, 0, amounts, Figures.NONE.measured());
            List<Optional<String>> values = new ArrayList<>();
            for (int i = 0; i < question.by().size(); i++) {
                values.add(i == region ? Optional.of(name) : Optional.empty());
            }
            Key key = new Key(question.span(), List.copyOf(values), Kind.UNATTRIBUTED);
            figures.merge(key, more, Figures::plus);
            prices.ifPresent(with -> money.merge(key, with.of(name, "", more), Money::plus));
        });
    }

    private static Map<Key, BigDecimal> percent(List<Key> keys, Map<Key, Figures> figures) {
        List<Key> known = keys.stream()
                .filter(key -> get(figures, key).amount(Quantity.ENERGY).isPresent())
                .toList();
        List<BigDecimal> shares = Apportion.percent(
                known.stream()
                        .map(key -> get(figures, key).central(Quantity.ENERGY).orElseThrow())
                        .toList(),
                PERCENT_SCALE);
        Map<Key, BigDecimal> percent = new HashMap<>();
        for (int i = 0; i < shares.size(); i++) {
            percent.put(known.get(i), shares.get(i));
        }
        return percent;
    }

    private static Map<Key, Money> rounded(List<Key> keys, Map<Key, Money> money, int digits) {
        List<Key> paid = keys.stream().filter(money::containsKey).toList();
        List<Money> amounts = Money.rounded(
                paid.stream().map(key -> Objects.requireNonNull(money.get(key))).toList(), digits);
        Map<Key, Money> rounded = new HashMap<>();
        for (int i = 0; i < paid.size(); i++) {
            if (!amounts.get(i).parts().isEmpty()) {
                rounded.put(paid.get(i), amounts.get(i));
            }
        }
        return rounded;
    }

    private List<String> notes(Figures total) {
        List<String> notes = new ArrayList<>();
        if (total.unpricedRequests() > 0) {
            notes.add("%,d requests have no energy yet, because no cost covers them; they are in no amount."
                    .formatted(total.unpricedRequests()));
        }
        if (total.unsitedRequests() > 0) {
            notes.add("%,d requests have energy, but no water and CO2e: their region has no factors."
                    .formatted(total.unsitedRequests()));
        }
        boolean beyond = metered.keySet().stream().anyMatch(region -> !byRegion.containsKey(region));
        if (beyond) {
            notes.add("A metered region has no usage in the books.");
        }
        return notes;
    }
}
