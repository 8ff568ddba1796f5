package io.wattledger.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.access.Viewer;
import io.wattledger.books.Books;
import io.wattledger.books.BudgetMonth;
import io.wattledger.books.Counts;
import io.wattledger.books.Later;
import io.wattledger.http.Listing.Column;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Reject;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Unit;
import io.wattledger.metrics.Budget;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The books as JSON: amounts in base units, exact to the millionth; null where they are unknown. */
final class BooksJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final int MILLIONTHS = 6;
    private static final double MICRO = 1e6;

    /** Fields of a status that tell of all teams together. */
    private static final List<String> OF_ALL_TEAMS = List.of(
            "events",
            "addUp",
            "unsettledRequests",
            "waiting",
            "journalEntries",
            "corrections",
            "latePricedRequests",
            "withdrawnRequests",
            "expiredRequests",
            "latestOccurredAt",
            "latestArrivalAt");

    private static final Map<Quantity, String> UNITS =
            Map.of(Quantity.ENERGY, "Joules", Quantity.WATER, "Litres", Quantity.CARBON, "Grams");

    private static final List<Column> AMOUNTS = List.of(
            Column.range("energyJoules"),
            Column.range("facilityEnergyJoules"),
            Column.range("waterLitres"),
            Column.range("carbonGrams"));

    /** Columns of {@link #total}. */
    static final List<Column> TOTAL = Stream.of(
                    Stream.of(
                                    "requests",
                                    "lateRequests",
                                    "unpricedRequests",
                                    "unsitedRequests",
                                    "inferences",
                                    "inputTokens",
                                    "cachedInputTokens",
                                    "outputTokens")
                            .map(Column::of),
                    AMOUNTS.stream(),
                    Stream.of("measuredEnergyJoules", "correctedEnergyJoules").map(Column::of))
            .flatMap(each -> each)
            .toList();

    /** Columns of {@link #correction}. */
    static final List<Column> CORRECTION =
            Stream.concat(Stream.of(Column.of("requests")), AMOUNTS.stream()).toList();

    /** Columns of {@link #budget}. */
    static final List<Column> BUDGET = Stream.of(
                    "team",
                    "monthStart",
                    "monthEnd",
                    "energyBudgetJoules",
                    "energyUsedJoules",
                    "energyUsedRatio",
                    "waterBudgetLitres",
                    "waterUsedLitres",
                    "waterUsedRatio",
                    "carbonBudgetGrams",
                    "carbonUsedGrams",
                    "carbonUsedRatio")
            .map(Column::of)
            .toList();

    private BooksJson() {}

    static String text(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("this cannot be written as JSON", e);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** How the books stand. */
    static ObjectNode status(Books books, OptionalLong lag, String version, Viewer viewer) {
        ObjectNode json = object();
        json.put("version", version);
        ObjectNode who = json.putObject("viewer");
        who.put("name", viewer.name());
        who.put("role", viewer.role().label());
        teams(who, "teams", viewer);
        if (lag.isPresent()) {
            json.put("lagRecords", lag.getAsLong());
        } else {
            json.putNull("lagRecords");
        }
        if (viewer.coversAll()) {
            counts(json, books);
        } else {
            OF_ALL_TEAMS.forEach(json::putNull);
        }
        return json;
    }

    /** The teams that an answer is limited to; null: none. */
    static void teams(ObjectNode json, String name, Viewer viewer) {
        if (viewer.teams().isEmpty()) {
            json.putNull(name);
        } else {
            ArrayNode teams = json.putArray(name);
            viewer.teams().get().stream().sorted().forEach(teams::add);
        }
    }

    private static void counts(ObjectNode json, Books books) {
        Counts counts = books.counts();
        Later later = counts.later();
        ObjectNode events = json.putObject("events");
        events.put("in", counts.in());
        events.put("booked", counts.booked());
        events.put("parked", counts.parked());
        events.put("duplicate", counts.duplicate());
        events.put("rejected", counts.rejected());
        ObjectNode reasons = events.putObject("rejectedByReason");
        for (Reject.Reason reason : Reject.Reason.values()) {
            reasons.put(reason.name(), counts.rejectedByReason().getOrDefault(reason.name(), 0L));
        }
        json.put("addUp", counts.addUp());
        json.put("unsettledRequests", books.unsettled());
        ObjectNode waiting = json.putObject("waiting");
        waiting.put("requests", later.waiting());
        put(waiting, "oldestMinute", later.oldestWaiting());
        json.put("journalEntries", later.entries());
        json.put("corrections", later.corrections());
        json.put("latePricedRequests", later.latePriced());
        json.put("withdrawnRequests", later.withdrawn());
        json.put("expiredRequests", later.expired());
        put(json, "latestOccurredAt", counts.latestOccurred());
        put(json, "latestArrivalAt", counts.latestArrival());
    }

    /** Fields of a total. */
    static void total(ObjectNode json, Total total) {
        json.put("requests", total.usage().requests());
        json.put("lateRequests", total.usage().lateRequests());
        json.put("unpricedRequests", total.unpricedRequests());
        json.put("unsitedRequests", total.unsitedRequests());
        json.put("inferences", total.usage().inferences());
        json.put("inputTokens", total.usage().inputTokens());
        json.put("cachedInputTokens", total.usage().cachedInputTokens());
        json.put("outputTokens", total.usage().outputTokens());
        Footprint footprint = total.footprint();
        amounts(json, footprint);
        json.put("measuredEnergyJoules", units(total.measured().central()));
        Optional<Amount<Unit.Microjoules>> corrected = total.corrections().energy();
        if (corrected.isPresent()) {
            json.put("correctedEnergyJoules", units(corrected.get().central()));
        } else {
            json.putNull("correctedEnergyJoules");
        }
    }

    /** Energy, facility energy, water and carbon. */
    static void amounts(ObjectNode json, Footprint footprint) {
        amount(json, "energyJoules", footprint.energy());
        amount(json, "facilityEnergyJoules", footprint.facilityEnergy());
        amount(json, "waterLitres", footprint.water());
        amount(json, "carbonGrams", footprint.carbon());
    }

    /** Whether corrections made something of a total. */
    static boolean isCorrected(Total total) {
        return total.corrections().energy().isPresent()
                || total.corrections().water().isPresent()
                || total.corrections().carbon().isPresent();
    }

    /** Of a total, what corrections made of it. */
    static void correction(ObjectNode json, Total total) {
        json.put("requests", total.usage().requests());
        amounts(json, total.corrections());
    }

    /** How the month of a team's budgets stands; what is used is unknown until something was booked in it. */
    static ObjectNode budget(String team, Budget budget, Optional<BudgetMonth> month) {
        ObjectNode json = object();
        json.put("team", team);
        put(json, "monthStart", month.map(BudgetMonth::start));
        put(json, "monthEnd", month.map(BudgetMonth::end));
        for (Quantity quantity : Quantity.values()) {
            OptionalDouble amount = budget.of(quantity);
            Optional<Long> spent =
                    month.flatMap(each -> Optional.ofNullable(each.spent().get(quantity)));
            String name = quantity.name().toLowerCase(Locale.ROOT);
            String unit = UNITS.getOrDefault(quantity, "");
            json.put(name + "Budget" + unit, amount.isPresent() ? (Double) amount.getAsDouble() : null);
            json.put(
                    name + "Used" + unit,
                    amount.isPresent() ? spent.map(BooksJson::units).orElse(null) : null);
            json.put(
                    name + "UsedRatio",
                    amount.isPresent()
                            ? spent.map(used -> used / MICRO / amount.getAsDouble())
                                    .orElse(null)
                            : null);
        }
        return json;
    }

    private static void amount(ObjectNode json, String name, Optional<? extends Amount<?>> amount) {
        if (amount.isEmpty()) {
            json.putNull(name);
            return;
        }
        ObjectNode range = json.putObject(name);
        range.put("low", units(amount.get().low()));
        range.put("central", units(amount.get().central()));
        range.put("high", units(amount.get().high()));
    }

    private static BigDecimal units(long millionths) {
        return BigDecimal.valueOf(millionths, MILLIONTHS);
    }

    static void put(ObjectNode json, String name, Optional<Instant> time) {
        json.put(name, time.map(Instant::toString).orElse(null));
    }
}
