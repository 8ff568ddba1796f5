package io.wattledger.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.books.Published.Shown;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.SiteRevision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of the tables of costs and site factors as JSON, each revision with its sources. */
final class TablesJson {

    private TablesJson() {}

    /** The cost of a model on a GPU, with the source of each term. */
    static ObjectNode costs(String model, String gpu, List<Shown<CostRevision>> revisions) {
        ObjectNode json = BooksJson.object();
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
        ObjectNode json = BooksJson.object();
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
        BooksJson.put(json, "effectiveTo", to);
    }
}
