package io.wattledger.standalone.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wattledger.books.Books;
import io.wattledger.books.Counts;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The books as one JSON object: {@code {"events":{in, booked, parked, duplicate, rejected}, "totals":[{team, model, gpu, region,
 * requests, unpricedRequests, energyJoules, waterLitres, carbonGrams}], "seconds"}}. An amount is {@code {low, central, high}},
 * exact to the millionth, or null where the books do not know it.
 */
public final class JsonReport {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final int MILLIONTHS = 6;

    private JsonReport() {}

    /** The dimensions of a line of the report. */
    private record Line(String team, String model, String gpu, String region) {}

    /** Writes the books on one line. */
    public static String of(Books books, Duration elapsed) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("events", events(books.counts()));
        report.put("totals", totals(books));
        report.put("seconds", BigDecimal.valueOf(elapsed.toMillis(), 3));
        try {
            return MAPPER.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Long> events(Counts counts) {
        Map<String, Long> events = new LinkedHashMap<>();
        events.put("in", counts.in());
        events.put("booked", counts.booked());
        events.put("parked", counts.parked());
        events.put("duplicate", counts.duplicate());
        events.put("rejected", counts.rejected());
        return events;
    }

    private static List<Map<String, @Nullable Object>> totals(Books books) {
        return books.by(JsonReport::line).entrySet().stream()
                .sorted(Comparator.comparing(
                        Map.Entry::getKey,
                        Comparator.comparing(Line::team)
                                .thenComparing(Line::model)
                                .thenComparing(Line::gpu)
                                .thenComparing(Line::region)))
                .map(entry -> total(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Line line(Dimensions dimensions) {
        return new Line(dimensions.team(), dimensions.modelId(), dimensions.gpu(), dimensions.region());
    }

    private static Map<String, @Nullable Object> total(Line line, Total total) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("team", line.team());
        map.put("model", line.model());
        map.put("gpu", line.gpu());
        map.put("region", line.region());
        map.put("requests", total.usage().requests());
        map.put("unpricedRequests", total.unpricedRequests());
        map.put("energyJoules", amount(total.footprint().energy()));
        map.put("waterLitres", amount(total.footprint().water()));
        map.put("carbonGrams", amount(total.footprint().carbon()));
        return map;
    }

    private static @Nullable Map<String, BigDecimal> amount(Optional<? extends Amount<?>> amount) {
        return amount.map(JsonReport::amount).orElse(null);
    }

    private static Map<String, BigDecimal> amount(Amount<?> amount) {
        Map<String, BigDecimal> map = new LinkedHashMap<>();
        map.put("low", BigDecimal.valueOf(amount.low(), MILLIONTHS));
        map.put("central", BigDecimal.valueOf(amount.central(), MILLIONTHS));
        map.put("high", BigDecimal.valueOf(amount.high(), MILLIONTHS));
        return map;
    }
}
