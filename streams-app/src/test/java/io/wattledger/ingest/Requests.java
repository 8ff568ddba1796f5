package io.wattledger.ingest;

import io.wattledger.ledger.EventRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What gateways send. */
final class Requests {

    static final Instant NOW = Instant.parse("2026-11-01T12:00:05Z");
    static final EventRules RULES =
            new EventRules(Instant.parse("2020-01-01T00:00:00Z"), Duration.ofMinutes(10), 256, 1_000_000_000L);
    static final String DATA = """
            {"modelId": "m", "gpu": "g", "team": "search", "region": "r", "inputTokens": 100, "outputTokens": 10}""";

    private Requests() {}

    static String event(String id) {
        return event(id, "2026-11-01T12:00:00Z", DATA);
    }

    static String event(String id, String time, String data) {
        return """
                {"specversion": "1.0", "type": "io.wattledger.inference.v1", "source": "/gateway/1", "id": "%s", "time": "%s", "data": %s}""".formatted(id, time, data);
    }

    static String batch(List<String> events) {
        return "[" + String.join(",", events) + "]";
    }

    static Function<String, Optional<String>> headers(Map<String, String> values) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(values);
        return name -> Optional.ofNullable(byName.get(name));
    }

    static List<Reading> structured(String body) throws UnreadableException {
        return read("application/cloudevents+json", body);
    }

    static List<Reading> read(String contentType, String body) throws UnreadableException {
        return new RequestReader(10_000)
                .read(Optional.of(contentType), headers(Map.of()), body.getBytes(StandardCharsets.UTF_8));
    }
}
