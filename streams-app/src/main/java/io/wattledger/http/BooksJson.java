package io.wattledger.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.books.Books;
import io.wattledger.books.Counts;
import io.wattledger.books.Later;
import io.wattledger.books.Published.Shown;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimension;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Reject;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Unit;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.SiteRevision;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The books as JSON: amounts in base units, exact to the millionth; null where they are unknown. */
final class BooksJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final int MILLIONTHS = 6;

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
    static ObjectNode status(Books books, OptionalLong lag, String version, Instant at) {
        Counts counts = books.counts();
        Later later = counts.later();
        ObjectNode json = object();
        json.put("at", at.toString());
        json.put("version", version);
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
        if (lag.isPresent()) {
            json.put("lagRecords", lag.getAsLong());
        } else {
            json.putNull("lagRecords");
        }
        return json;
    }

    /** Rows and their sum, into an answer. */
    static void rows(ObjectNode to, FootprintQuery query, Map<FootprintQuery.Group, Total> rows) {
        ArrayNode array = to.putArray("rows");
        FootprintQuery.sorted(rows).forEach(row -> {
            ObjectNode json = array.addObject();
            if (query.window().isPresent()) {
                json.put("start", Instant.ofEpochMilli(row.getKey().start()).toString());
            }
            List<Dimension> by = query.by();
            for (int i = 0; i < by.size(); i++) {
                json.put(by.get(i).label(), row.getKey().values().get(i));
            }
            total(json, row.getValue());
        });
        total(to.putObject("total"), FootprintQuery.sum(rows));
    }

    private static void total(ObjectNode json, Total total) {
        json.put("requests", total.usage().requests());
        json.put("lateRequests", total.usage().lateRequests());
        json.put("unpricedRequests", total.unpricedRequests());
        json.put("unsitedRequests", total.unsitedRequests());
        json.put("inferences", total.usage().inferences());
        json.put("inputTokens", total.usage().inputTokens());
        json.put("cachedInputTokens", total.usage().cachedInputTokens());
        json.put("outputTokens", total.usage().outputTokens());
        Footprint footprint = total.footprint();
        amount(json, "energyJoules", footprint.energy());
        amount(json, "facilityEnergyJoules", footprint.facilityEnergy());
        amount(json, "waterLitres", footprint.water());
        amount(json, "carbonGrams", footprint.carbon());
        json.put("measuredEnergyJoules", units(total.measured().central()));
        Optional<Amount<Unit.Microjoules>> corrected = total.corrections().energy();
        if (corrected.isPresent()) {
            json.put("correctedEnergyJoules", units(corrected.get().central()));
        } else {
            json.putNull("correctedEnergyJoules");
        }
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

    /** The cost of a model on a GPU, with the source of each term. */
    static ObjectNode costs(String model, String gpu, List<Shown<CostRevision>> revisions) {
        ObjectNode json = object();
        json.put("model", model);
        json.put("gpu", gpu);
        ArrayNode array = json.putArray("revisions");
        revisions.forEach(shown -> cost(array.addObject(), shown));
        return json;
    }

    private static void cost(ObjectNode json, Shown<CostRevision> shown) {
        CostRevision revision = shown.revision();
        time(json, revision.getRevision(), revision.getEffectiveFrom(), Optional.ofNullable(revision.getEffectiveTo()));
        json.put("inForce", shown.inForce());
        json.put("method", revision.getMethod());
        json.put("calibratedOn", revision.getCalibratedOn());
        ArrayNode points = json.putArray("operatingPoints");
        revision.getOperatingPoints().forEach(point -> {
            ObjectNode each = points.addObject();
            each.put("batchSize", point.getBatchSize());
            rate(each, "joulesPerInference", point.getMicrojoulesPerInference());
            rate(each, "joulesPerInputToken", point.getMicrojoulesPerInputToken());
            rate(each, "joulesPerCachedInputToken", point.getMicrojoulesPerCachedInputToken());
            rate(each, "joulesPerOutputToken", point.getMicrojoulesPerOutputToken());
        });
        ArrayNode provenance = json.putArray("provenance");
        revision.getProvenance().forEach(term -> provenance
                .addObject()
                .put("term", term.getTerm())
                .put("value", term.getValue())
                .put("unit", term.getUnit())
                .put("source", term.getSource()));
    }

    private static void rate(ObjectNode json, String name, Estimate microjoules) {
        json.putObject(name)
                .put("low", microjoules.getLow() / 1e6)
                .put("central", microjoules.getCentral() / 1e6)
                .put("high", microjoules.getHigh() / 1e6);
    }

    /** The factors of a region. */
    static ObjectNode site(String region, List<Shown<SiteRevision>> revisions) {
        ObjectNode json = object();
        json.put("region", region);
        ArrayNode array = json.putArray("revisions");
        revisions.forEach(shown -> {
            SiteRevision revision = shown.revision();
            ObjectNode each = array.addObject();
            time(
                    each,
                    revision.getRevision(),
                    revision.getEffectiveFrom(),
                    Optional.ofNullable(revision.getEffectiveTo()));
            each.put("inForce", shown.inForce());
            each.put("pue", revision.getPue());
            each.put("wueLitresPerKwh", revision.getWueLitresPerKwh());
            each.put("ewifLitresPerKwh", revision.getEwifLitresPerKwh());
            each.put("gramsCo2ePerKwh", revision.getGramsCo2ePerKwh());
            each.put("source", revision.getSource());
        });
        return json;
    }

    private static void time(ObjectNode json, String revision, Instant from, Optional<Instant> to) {
        json.put("revision", revision);
        json.put("effectiveFrom", from.toString());
        put(json, "effectiveTo", to);
    }

    private static void put(ObjectNode json, String name, Optional<Instant> time) {
        json.put(name, time.map(Instant::toString).orElse(null));
    }
}
