package io.wattledger.schemas;

import io.wattledger.v1.AlertDirection;
import io.wattledger.v1.BudgetQuantity;
import io.wattledger.v1.BudgetStanding;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.FootprintAlert;
import io.wattledger.v1.FootprintBudget;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.IntakeCount;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.OriginalHeader;
import io.wattledger.v1.Provenance;
import io.wattledger.v1.Range;
import io.wattledger.v1.ReferenceInference;
import io.wattledger.v1.RejectReason;
import io.wattledger.v1.RejectedEvent;
import io.wattledger.v1.ReplacedRevisions;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One of each record, with every optional field set. */
final class Records {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Records() {}

    static InferenceEvent event() {
        return event("request-1");
    }

    static InferenceEvent event(String id) {
        return InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("gateway-1")
                .setOccurredAt(NOON)
                .setModelId("llama-3.1-8b")
                .setGpu("h100-sxm")
                .setTeam("search")
                .setProject("ranking")
                .setRegion("eu-north-1")
                .setInputTokens(1_200)
                .setCachedInputTokens(200)
                .setOutputTokens(300)
                .setBatchSize(8)
                .setGpuCount(2)
                .setDurationMillis(950L)
                .setMeasuredEnergyMicrojoules(123_456_789L)
                .build();
    }

    static InferenceCosts costs() {
        CostRevision revision = CostRevision.newBuilder()
                .setRevision("r1")
                .setEffectiveFrom(NOON)
                .setEffectiveTo(NOON.plusSeconds(60))
                .setMethod("roofline")
                .setCalibratedOn("2026-01-01 vllm")
                .setOperatingPoints(List.of(new OperatingPoint(8, estimate(), estimate(), estimate(), estimate())))
                .setReference(new ReferenceInference("eu-north-1", 100L, 10L, estimate(), estimate(), estimate()))
                .setProvenance(List.of(new Provenance("peak", 989.0, "TFLOP/s", "data sheet")))
                .build();
        return new InferenceCosts("llama-3.1-8b", "h100-sxm", List.of(revision));
    }

    static SiteFactors sites() {
        return new SiteFactors(
                "eu-north-1",
                List.of(new SiteRevision("r1", NOON, NOON.plusSeconds(60), 1.1, 0.2, 1.3, 45.0, "operator")));
    }

    static FootprintEntry entry() {
        return FootprintEntry.newBuilder()
                .setEntryId("0-41-1")
                .setKind(EntryKind.CORRECTION)
                .setWindowStart(NOON)
                .setTeam("search")
                .setProject("ranking")
                .setModelId("llama-3.1-8b")
                .setGpu("h100-sxm")
                .setRegion("eu-north-1")
                .setBatchSize(8)
                .setEnergyMicrojoules(new Range(-1L, -2L, -3L))
                .setCostRevision("r2")
                .setSiteRevision("r1")
                .setReplaces(new ReplacedRevisions("r1", "r1"))
                .build();
    }

    static FootprintKey key() {
        return new FootprintKey(NOON, 60, "search", "ranking", "llama-3.1-8b", "h100-sxm", "eu-north-1");
    }

    static FootprintDimensions dimensions() {
        return new FootprintDimensions("search", "ranking", "llama-3.1-8b", "h100-sxm", "eu-north-1");
    }

    static FootprintTotal total() {
        return FootprintTotal.newBuilder()
                .setRequests(3)
                .setEnergyMicrojoules(new Range(1L, 2L, Long.MAX_VALUE))
                .build();
    }

    static FootprintBudget budget() {
        return new FootprintBudget(
                "search",
                "2026-03",
                "Europe/Berlin",
                Instant.parse("2026-02-28T23:00:00Z"),
                Instant.parse("2026-03-31T22:00:00Z"),
                List.of(new BudgetStanding(BudgetQuantity.CARBON, 100L, new Range(40L, 85L, 170L), 80)));
    }

    static FootprintAlert alert() {
        return new FootprintAlert(
                "search/2026-03/CARBON/1",
                "search",
                "2026-03",
                "Europe/Berlin",
                BudgetQuantity.CARBON,
                80,
                AlertDirection.REACHED,
                100L,
                new Range(40L, 85L, 170L),
                NOON);
    }

    static IntakeCount intake() {
        return IntakeCount.newBuilder()
                .setTopic("inference-events")
                .setPartition(3)
                .setNextOffset(42)
                .setIn(41)
                .setBooked(38)
                .setParked(1)
                .setDuplicate(1)
                .setRejected(1)
                .setRejectedByReason(Map.of("EMPTY", 1L))
                .setLatestOccurredAt(NOON)
                .build();
    }

    static RejectedEvent rejected() {
        return RejectedEvent.newBuilder()
                .setTopic("inference-events")
                .setPartition(3)
                .setOffset(41)
                .setTimestamp(NOON)
                .setReason(RejectReason.UNDECODABLE)
                .setDetail("first byte is 0x7b")
                .setKey(ByteBuffer.wrap(new byte[] {1}))
                .setValue(ByteBuffer.wrap(new byte[] {0x7b, 0x7d}))
                .setHeaders(List.of(new OriginalHeader("trace", ByteBuffer.wrap(new byte[] {2}))))
                .build();
    }

    private static Estimate estimate() {
        return new Estimate(0.5, 1.0, 2.0);
    }
}
