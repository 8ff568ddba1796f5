package io.wattledger.standalone.audit;

import io.wattledger.v1.CostRevision;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.Range;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records made by hand. */
final class Hand {

    static final long MINUTE = 60_000;

    /** 2026-11-01T12:00:00Z. */
    static final long NOON = 1_793_534_400_000L;

    static final Rules RULES = new Rules(
            Instant.parse("2020-01-01T00:00:00Z").toEpochMilli(),
            10 * MINUTE,
            256,
            1_000_000_000,
            60 * MINUTE,
            Duration.ofDays(32).toMillis(),
            Map.of(
                    Span.MINUTE, Duration.ofDays(32).toMillis(),
                    Span.HOUR, Duration.ofDays(400).toMillis(),
                    Span.DAY, Duration.ofDays(3660).toMillis()));

    private Hand() {}

    static InferenceEvent event(String id, String team, long occurredAt) {
        return InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("gateway")
                .setOccurredAt(Instant.ofEpochMilli(occurredAt))
                .setModelId("m")
                .setGpu("g")
                .setTeam(team)
                .setRegion("r")
                .setInferences(1)
                .setInputTokens(100)
                .setOutputTokens(10)
                .build();
    }

    static ConsumerRecord<byte[], byte[]> record(
            String topic, int partition, long offset, long timestamp, @Nullable String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                timestamp,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    /** A revision with one operating point, of batch size 1. */
    static CostRevision cost(String name, long from, @Nullable Long to, double perInference) {
        return cost(name, from, to, List.of(point(1, perInference)));
    }

    static CostRevision cost(String name, long from, @Nullable Long to, List<OperatingPoint> points) {
        return new CostRevision(
                name,
                Instant.ofEpochMilli(from),
                to == null ? null : Instant.ofEpochMilli(to),
                "by hand",
                null,
                points,
                null,
                List.of());
    }

    static OperatingPoint point(int batchSize, double perInference) {
        Estimate none = new Estimate(0.0, 0.0, 0.0);
        return new OperatingPoint(
                batchSize, new Estimate(perInference / 2, perInference, perInference * 2), none, none, none);
    }

    static InferenceCosts costs(CostRevision... revisions) {
        return new InferenceCosts("m", "g", List.of(revisions));
    }

    static SiteFactors site(double pue, double wue, double ewif, double grams) {
        return new SiteFactors(
                "r", List.of(new SiteRevision("site", Instant.EPOCH, null, pue, wue, ewif, grams, "by hand")));
    }

    static FootprintEntry entry(
            String id, EntryKind kind, String team, long minute, long requests, @Nullable Range energy) {
        return FootprintEntry.newBuilder()
                .setEntryId(id)
                .setKind(kind)
                .setWindowStart(Instant.ofEpochMilli(minute))
                .setTeam(team)
                .setModelId("m")
                .setGpu("g")
                .setRegion("r")
                .setRequests(requests)
                .setInferences(requests)
                .setInputTokens(100 * requests)
                .setOutputTokens(10 * requests)
                .setEnergyMicrojoules(energy)
                .build();
    }
}
