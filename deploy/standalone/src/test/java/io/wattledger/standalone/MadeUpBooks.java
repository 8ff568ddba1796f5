package io.wattledger.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Answers of the API in the form of real ones, with figures that mean nothing. */
final class MadeUpBooks {

    /** Tools print such names: with slashes and spaces. */
    static final String MODEL = "meta-llama/Llama-3.1-8B-Instruct";

    static final String GPU = "NVIDIA H100 80GB HBM3";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> COUNTS = List.of("in", "booked", "parked", "duplicate", "rejected");

    private MadeUpBooks() {}

    /** How the books stand, as somebody sees it who may see all teams. */
    static ObjectNode status() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("at", Instant.now().toString()).put("version", "1.2.3").put("lagRecords", 0);
        ObjectNode events = json.putObject("events");
        COUNTS.forEach(name -> events.put(name, 0));
        events.put("in", 2).put("booked", 2).putObject("rejectedByReason");
        json.put("addUp", true).put("unsettledRequests", 0);
        json.putObject("waiting").put("requests", 0).putNull("oldestMinute");
        json.put("journalEntries", 2).put("corrections", 0);
        json.put("latePricedRequests", 0).put("withdrawnRequests", 0).put("expiredRequests", 0);
        json.put("latestOccurredAt", Instant.now().toString());
        json.put("latestArrivalAt", Instant.now().toString());
        json.putObject("viewer").put("name", "admin").put("role", "admin").putNull("teams");
        return json;
    }

    /** How the books stand, as somebody sees it who may see some teams. */
    static ObjectNode status(List<String> teams) {
        ObjectNode json = status();
        List.of(
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
                        "latestArrivalAt")
                .forEach(json::putNull);
        ArrayNode array = json.putObject("viewer")
                .put("name", "finance")
                .put("role", "reader")
                .putArray("teams");
        teams.forEach(array::add);
        return json;
    }

    /**
     * A request of each team, in the window that runs.
     *
     * @param step of the question
     * @param by of the question, a list with commas
     */
    static ObjectNode footprint(String step, String by, List<String> teams) {
        ObjectNode json = MAPPER.createObjectNode();
        Instant now = Instant.now();
        json.put("at", now.toString()).put("step", step);
        if (!step.equals("total")) {
            json.put("complete", true).put("knownFrom", Instant.EPOCH.toString());
        }
        ArrayNode rows = json.putArray("rows");
        for (String team : by.equals("team") ? teams : List.of("")) {
            ObjectNode row = rows.addObject();
            if (!step.equals("total")) {
                row.put(
                        "start",
                        now.truncatedTo(step.equals("1m") ? ChronoUnit.MINUTES : ChronoUnit.HOURS)
                                .toString());
            }
            for (String name : by.split(",", -1)) {
                row.put(
                        name,
                        switch (name) {
                            case "team" -> team;
                            case "model" -> MODEL;
                            case "gpu" -> GPU;
                            default -> "eu-west-1";
                        });
            }
            figures(row, by.equals("team") ? 1 : teams.size());
        }
        figures(json.putObject("total"), teams.size());
        json.putNull("next");
        return json;
    }

    private static void figures(ObjectNode json, int requests) {
        json.put("requests", requests).put("lateRequests", 0).put("unpricedRequests", 0);
        json.put("unsitedRequests", 0).put("inferences", requests);
        json.put("inputTokens", 1_000 * requests).put("cachedInputTokens", 0).put("outputTokens", 100 * requests);
        for (String name : List.of("energyJoules", "facilityEnergyJoules", "waterLitres", "carbonGrams")) {
            if (requests == 0) {
                json.putNull(name);
            } else {
                json.putObject(name)
                        .put("low", 200 * requests)
                        .put("central", 300 * requests)
                        .put("high", 500 * requests);
            }
        }
        json.put("measuredEnergyJoules", 0).putNull("correctedEnergyJoules");
    }

    /** A cost of the model on the GPU that has a method and nothing else. */
    static ObjectNode costs(String model, String gpu) {
        ObjectNode json = MAPPER.createObjectNode();
        ObjectNode revision = json.putArray("costs")
                .addObject()
                .put("model", model)
                .put("gpu", gpu)
                .putArray("revisions")
                .addObject();
        time(revision).put("method", "measured").putNull("calibratedOn");
        revision.putArray("operatingPoints");
        revision.putArray("provenance");
        json.putNull("next");
        return json;
    }

    static ObjectNode sites(String region) {
        ObjectNode json = MAPPER.createObjectNode();
        ObjectNode revision = json.putArray("sites")
                .addObject()
                .put("region", region)
                .putArray("revisions")
                .addObject();
        time(revision).put("pue", 1.1).put("wueLitresPerKwh", 0.2).put("ewifLitresPerKwh", 3);
        revision.put("gramsCo2ePerKwh", 300).put("source", "made up");
        json.putNull("next");
        return json;
    }

    private static ObjectNode time(ObjectNode revision) {
        return revision.put("revision", "r1")
                .put("effectiveFrom", Instant.EPOCH.toString())
                .putNull("effectiveTo")
                .put("inForce", true);
    }
}
