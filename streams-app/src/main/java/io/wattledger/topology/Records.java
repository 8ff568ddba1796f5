package io.wattledger.topology;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Cell;
import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Entry;
import io.wattledger.ledger.Event;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.OperatingPoint;
import io.wattledger.ledger.Reject;
import io.wattledger.ledger.SiteRevision;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Unit;
import io.wattledger.ledger.Usage;
import io.wattledger.ledger.Window;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.Range;
import io.wattledger.v1.RejectReason;
import io.wattledger.v1.ReplacedRevisions;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.UnpricedReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Between the records of the topics and those of the ledger. */
public final class Records {

    private Records() {}

    /** An event as the ledger sees it. */
    public static Event event(InferenceEvent event) {
        return new Event(
                event.getSource(),
                event.getEventId(),
                event.getOccurredAt().toEpochMilli(),
                new Dimensions(
                        event.getTeam(),
                        Optional.ofNullable(event.getProject()),
                        event.getModelId(),
                        event.getGpu(),
                        event.getRegion()),
                event.getInferences(),
                event.getInputTokens(),
                event.getCachedInputTokens(),
                event.getOutputTokens(),
                event.getBatchSize() == null ? OptionalInt.empty() : OptionalInt.of(event.getBatchSize()),
                event.getGpuCount(),
                optionalLong(event.getDurationMillis()),
                optionalLong(event.getMeasuredEnergyMicrojoules()));
    }

    /** Key of the cost table. */
    public static String costKey(String modelId, String gpu) {
        return modelId + "|" + gpu;
    }

    /** The revisions of a row of costs. */
    public static List<CostRevision> costs(InferenceCosts row) {
        return row.getRevisions().stream()
                .map(revision -> new CostRevision(
                        revision.getRevision(),
                        revision.getEffectiveFrom().toEpochMilli(),
                        millis(revision.getEffectiveTo()),
                        revision.getOperatingPoints().stream()
                                .map(Records::point)
                                .toList()))
                .toList();
    }

    private static OperatingPoint point(io.wattledger.v1.OperatingPoint point) {
        return new OperatingPoint(
                point.getBatchSize(),
                rate(point.getMicrojoulesPerInference()),
                rate(point.getMicrojoulesPerInputToken()),
                rate(point.getMicrojoulesPerCachedInputToken()),
                rate(point.getMicrojoulesPerOutputToken()));
    }

    private static io.wattledger.ledger.Range rate(Estimate estimate) {
        return new io.wattledger.ledger.Range(estimate.getLow(), estimate.getCentral(), estimate.getHigh());
    }

    /** The revisions of a row of site factors. */
    public static List<SiteRevision> sites(SiteFactors row) {
        return row.getRevisions().stream()
                .map(revision -> new SiteRevision(
                        revision.getRevision(),
                        revision.getEffectiveFrom().toEpochMilli(),
                        millis(revision.getEffectiveTo()),
                        revision.getPue(),
                        revision.getWueLitresPerKwh(),
                        revision.getEwifLitresPerKwh(),
                        revision.getGramsCo2ePerKwh()))
                .toList();
    }

    static FootprintEntry entry(String entryId, Entry entry) {
        Cell cell = entry.cell();
        Dimensions dimensions = cell.dimensions();
        Usage usage = entry.usage();
        Footprint footprint = entry.footprint();
        return FootprintEntry.newBuilder()
                .setEntryId(entryId)
                .setKind(EntryKind.valueOf(entry.kind().name()))
                .setWindowStart(Instant.ofEpochMilli(cell.minute()))
                .setTeam(dimensions.team())
                .setProject(dimensions.project().orElse(null))
                .setModelId(dimensions.modelId())
                .setGpu(dimensions.gpu())
                .setRegion(dimensions.region())
                .setBatchSize(
                        entry.batchSize().isPresent()
                                ? (Integer) entry.batchSize().getAsInt()
                                : null)
                .setMeasured(cell.measured())
                .setRequests(usage.requests())
                .setLateRequests(usage.lateRequests())
                .setUnpricedRequests(entry.unpricedRequests())
                .setUnsitedRequests(entry.unsitedRequests())
                .setInferences(usage.inferences())
                .setInputTokens(usage.inputTokens())
                .setCachedInputTokens(usage.cachedInputTokens())
                .setOutputTokens(usage.outputTokens())
                .setEnergyMicrojoules(range(footprint.energy()))
                .setFacilityEnergyMicrojoules(range(footprint.facilityEnergy()))
                .setWaterMicrolitres(range(footprint.water()))
                .setCarbonMicrograms(range(footprint.carbon()))
                .setEstimatedEnergyMicrojoules(range(footprint.estimatedEnergy()))
                .setComparedEnergyMicrojoules(entry.compared())
                .setUnpricedReason(entry.unpriced()
                        .map(reason -> UnpricedReason.valueOf(reason.name()))
                        .orElse(null))
                .setCostRevision(entry.priced().cost().orElse(null))
                .setSiteRevision(entry.priced().site().orElse(null))
                .setReplaces(entry.replaces()
                        .map(before -> new ReplacedRevisions(
                                before.cost().orElse(null), before.site().orElse(null)))
                        .orElse(null))
                .build();
    }

    /** What an entry adds to a total. */
    public static Total total(FootprintEntry entry) {
        var footprint = new Footprint(
                amount(entry.getEnergyMicrojoules()),
                amount(entry.getFacilityEnergyMicrojoules()),
                amount(entry.getWaterMicrolitres()),
                amount(entry.getCarbonMicrograms()),
                amount(entry.getEstimatedEnergyMicrojoules()));
        return new Total(
                new Usage(
                        entry.getRequests(),
                        entry.getLateRequests(),
                        entry.getInferences(),
                        entry.getInputTokens(),
                        entry.getCachedInputTokens(),
                        entry.getOutputTokens(),
                        0),
                entry.getUnpricedRequests(),
                entry.getUnsitedRequests(),
                footprint,
                entry.getMeasured() ? footprint.energy().orElse(Amount.zero()) : Amount.zero(),
                entry.getComparedEnergyMicrojoules(),
                entry.getKind() == EntryKind.CORRECTION ? footprint : Footprint.UNKNOWN);
    }

    /** A total as the ledger sees it. */
    public static Total total(FootprintTotal total) {
        return new Total(
                new Usage(
                        total.getRequests(),
                        total.getLateRequests(),
                        total.getInferences(),
                        total.getInputTokens(),
                        total.getCachedInputTokens(),
                        total.getOutputTokens(),
                        0),
                total.getUnpricedRequests(),
                total.getUnsitedRequests(),
                new Footprint(
                        amount(total.getEnergyMicrojoules()),
                        amount(total.getFacilityEnergyMicrojoules()),
                        amount(total.getWaterMicrolitres()),
                        amount(total.getCarbonMicrograms()),
                        amount(total.getMeasuredEstimateMicrojoules())),
                Amount.exactly(total.getMeasuredEnergyMicrojoules()),
                total.getComparedEnergyMicrojoules(),
                new Footprint(
                        amount(total.getCorrectedEnergyMicrojoules()),
                        amount(total.getCorrectedFacilityEnergyMicrojoules()),
                        amount(total.getCorrectedWaterMicrolitres()),
                        amount(total.getCorrectedCarbonMicrograms()),
                        Optional.empty()));
    }

    static FootprintTotal total(Total total) {
        Usage usage = total.usage();
        Footprint footprint = total.footprint();
        Footprint corrections = total.corrections();
        return FootprintTotal.newBuilder()
                .setRequests(usage.requests())
                .setLateRequests(usage.lateRequests())
                .setInferences(usage.inferences())
                .setInputTokens(usage.inputTokens())
                .setCachedInputTokens(usage.cachedInputTokens())
                .setOutputTokens(usage.outputTokens())
                .setUnpricedRequests(total.unpricedRequests())
                .setUnsitedRequests(total.unsitedRequests())
                .setEnergyMicrojoules(range(footprint.energy()))
                .setFacilityEnergyMicrojoules(range(footprint.facilityEnergy()))
                .setWaterMicrolitres(range(footprint.water()))
                .setCarbonMicrograms(range(footprint.carbon()))
                .setMeasuredEnergyMicrojoules(total.measured().central())
                .setMeasuredEstimateMicrojoules(range(footprint.estimatedEnergy()))
                .setComparedEnergyMicrojoules(total.compared())
                .setCorrectedEnergyMicrojoules(range(corrections.energy()))
                .setCorrectedFacilityEnergyMicrojoules(range(corrections.facilityEnergy()))
                .setCorrectedWaterMicrolitres(range(corrections.water()))
                .setCorrectedCarbonMicrograms(range(corrections.carbon()))
                .build();
    }

    /** The dimensions of an entry. */
    public static Dimensions dimensions(FootprintEntry entry) {
        return new Dimensions(
                entry.getTeam(),
                Optional.ofNullable(entry.getProject()),
                entry.getModelId(),
                entry.getGpu(),
                entry.getRegion());
    }

    static FootprintDimensions runningKey(Dimensions dimensions) {
        return new FootprintDimensions(
                dimensions.team(),
                dimensions.project().orElse(null),
                dimensions.modelId(),
                dimensions.gpu(),
                dimensions.region());
    }

    static FootprintKey windowKey(Window window, long start, Dimensions dimensions) {
        return new FootprintKey(
                Instant.ofEpochMilli(start),
                Math.toIntExact(window.length().toSeconds()),
                dimensions.team(),
                dimensions.project().orElse(null),
                dimensions.modelId(),
                dimensions.gpu(),
                dimensions.region());
    }

    /** The dimensions of a running total. */
    public static Dimensions dimensions(FootprintDimensions key) {
        return new Dimensions(
                key.getTeam(), Optional.ofNullable(key.getProject()), key.getModelId(), key.getGpu(), key.getRegion());
    }

    /** The dimensions of a total of a window. */
    public static Dimensions dimensions(FootprintKey key) {
        return new Dimensions(
                key.getTeam(), Optional.ofNullable(key.getProject()), key.getModelId(), key.getGpu(), key.getRegion());
    }

    static RejectReason reason(Reject.Reason reason) {
        return RejectReason.valueOf(reason.name());
    }

    private static <U extends Unit> Optional<Amount<U>> amount(@Nullable Range range) {
        return range == null
                ? Optional.empty()
                : Optional.of(new Amount<>(range.getLow(), range.getCentral(), range.getHigh()));
    }

    private static @Nullable Range range(Optional<? extends Amount<?>> amount) {
        return amount.map(a -> new Range(a.low(), a.central(), a.high())).orElse(null);
    }

    static OptionalLong millis(@Nullable Instant instant) {
        return instant == null ? OptionalLong.empty() : OptionalLong.of(instant.toEpochMilli());
    }

    private static OptionalLong optionalLong(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
