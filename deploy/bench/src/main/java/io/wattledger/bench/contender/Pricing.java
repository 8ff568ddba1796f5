package io.wattledger.bench.contender;

import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.Range;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What one event costs, as docs/books.md says it, and the sum of such costs: the plain way, event by event. */
public final class Pricing {

    private static final double JOULES_PER_KWH = 3.6e6;

    private Pricing() {}

    /** The event as a total of one request. */
    public static FootprintTotal price(
            InferenceEvent event, @Nullable InferenceCosts costs, @Nullable SiteFactors factors) {
        Optional<Range> energy = Optional.ofNullable(costs)
                .flatMap(row -> inForce(
                        row.getRevisions(),
                        event.getOccurredAt(),
                        CostRevision::getEffectiveFrom,
                        CostRevision::getEffectiveTo))
                .map(revision -> energy(event, point(revision, event.getBatchSize())));
        Optional<SiteRevision> site = Optional.ofNullable(factors)
                .flatMap(row -> inForce(
                        row.getRevisions(),
                        event.getOccurredAt(),
                        SiteRevision::getEffectiveFrom,
                        SiteRevision::getEffectiveTo));
        Optional<SiteRevision> sited = energy.isPresent() ? site : Optional.empty();
        Range joules = energy.orElse(null);
        return new FootprintTotal(
                1L,
                0L,
                event.getInferences(),
                event.getInputTokens(),
                event.getCachedInputTokens(),
                event.getOutputTokens(),
                energy.isPresent() ? 0L : 1L,
                energy.isPresent() && site.isEmpty() ? 1L : 0L,
                joules,
                sited.map(s -> scaled(joules, s.getPue())).orElse(null),
                sited.map(s -> scaled(
                                joules,
                                (s.getWueLitresPerKwh() + s.getPue() * s.getEwifLitresPerKwh()) / JOULES_PER_KWH))
                        .orElse(null),
                sited.map(s -> scaled(joules, s.getPue() * s.getGramsCo2ePerKwh() / JOULES_PER_KWH))
                        .orElse(null),
                0L,
                null,
                0L,
                null,
                null,
                null,
                null);
    }

    /** The sum of both. */
    public static FootprintTotal plus(FootprintTotal a, FootprintTotal b) {
        return new FootprintTotal(
                a.getRequests() + b.getRequests(),
                0L,
                a.getInferences() + b.getInferences(),
                a.getInputTokens() + b.getInputTokens(),
                a.getCachedInputTokens() + b.getCachedInputTokens(),
                a.getOutputTokens() + b.getOutputTokens(),
                a.getUnpricedRequests() + b.getUnpricedRequests(),
                a.getUnsitedRequests() + b.getUnsitedRequests(),
                plus(a.getEnergyMicrojoules(), b.getEnergyMicrojoules()),
                plus(a.getFacilityEnergyMicrojoules(), b.getFacilityEnergyMicrojoules()),
                plus(a.getWaterMicrolitres(), b.getWaterMicrolitres()),
                plus(a.getCarbonMicrograms(), b.getCarbonMicrograms()),
                0L,
                null,
                0L,
                null,
                null,
                null,
                null);
    }

    private static @Nullable Range plus(@Nullable Range a, @Nullable Range b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return new Range(a.getLow() + b.getLow(), a.getCentral() + b.getCentral(), a.getHigh() + b.getHigh());
    }

    private static <R> Optional<R> inForce(
            List<R> revisions, Instant at, Function<R, Instant> from, Function<R, @Nullable Instant> to) {
        R best = null;
        for (R revision : revisions) {
            Instant end = to.apply(revision);
            boolean covers = !from.apply(revision).isAfter(at) && (end == null || end.isAfter(at));
            if (covers && (best == null || !from.apply(revision).isBefore(from.apply(best)))) {
                best = revision;
            }
        }
        return Optional.ofNullable(best);
    }

    private static OperatingPoint point(CostRevision revision, @Nullable Integer batchSize) {
        if (batchSize == null) {
            return revision.getOperatingPoints().get(0);
        }
        return revision.getOperatingPoints().stream()
                .min(Comparator.comparingDouble(
                        point -> Math.abs(Math.log((double) point.getBatchSize() / Math.max(1, batchSize)))))
                .orElseThrow();
    }

    private static Range energy(InferenceEvent event, OperatingPoint point) {
        return new Range(
                energy(event, point, Estimate::getLow),
                energy(event, point, Estimate::getCentral),
                energy(event, point, Estimate::getHigh));
    }

    private static long energy(InferenceEvent event, OperatingPoint point, ToDoubleFunction<Estimate> end) {
        return Math.round(event.getInferences() * end.applyAsDouble(point.getMicrojoulesPerInference())
                + (event.getInputTokens() - event.getCachedInputTokens())
                        * end.applyAsDouble(point.getMicrojoulesPerInputToken())
                + event.getCachedInputTokens() * end.applyAsDouble(point.getMicrojoulesPerCachedInputToken())
                + event.getOutputTokens() * end.applyAsDouble(point.getMicrojoulesPerOutputToken()));
    }

    private static @Nullable Range scaled(@Nullable Range range, double factor) {
        return range == null
                ? null
                : new Range(
                        Math.round(range.getLow() * factor),
                        Math.round(range.getCentral() * factor),
                        Math.round(range.getHigh() * factor));
    }
}
