package io.wattledger.standalone.audit;

import io.wattledger.standalone.audit.Sum.Amount;
import io.wattledger.standalone.audit.Sum.Count;
import io.wattledger.standalone.audit.Sum.Scope;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The totals against the journal. While the application goes on, a total is right if it is the sum of its entries up to some
 * entry that is no earlier than those that were there when the comparison began.
 */
final class Totals {

    private static final Set<Span> LONGER = Set.of(Span.HOUR, Span.DAY, Span.RUNNING);

    private final Journal journal;
    private final Set<Window> minutes;
    private final Map<Window, Sum> longer = new HashMap<>();
    private final Map<Window, List<Sum>> since = new HashMap<>();
    private final Map<Window, Sum> found = new HashMap<>();

    /** @param journal read to the end that it had when the comparison began */
    Totals(Journal journal) {
        this.journal = journal;
        this.minutes = journal.windows();
        for (Window window : minutes) {
            Sum sum = journal.whole(window);
            LONGER.forEach(span ->
                    longer.computeIfAbsent(window.in(span), key -> new Sum()).add(sum));
        }
    }

    /** An entry that came after the comparison began. */
    void entrySince(FootprintEntry entry, Window window) {
        Sum sum = Journal.sum(entry);
        for (Span span : Span.values()) {
            since.computeIfAbsent(window.in(span), key -> new ArrayList<>()).add(sum);
        }
    }

    /** A record of a totals topic; a later one takes the place of an earlier one. */
    void found(FootprintKey key, @Nullable FootprintTotal total) {
        Span span =
                switch (key.getWindowSeconds()) {
                    case 60 -> Span.MINUTE;
                    case 3_600 -> Span.HOUR;
                    default -> Span.DAY;
                };
        put(
                new Window(
                        span,
                        key.getWindowStart().toEpochMilli(),
                        new Dimensions(
                                key.getTeam(),
                                Optional.ofNullable(key.getProject()),
                                key.getModelId(),
                                key.getGpu(),
                                key.getRegion())),
                total);
    }

    /** A record of the running totals. */
    void found(FootprintDimensions key, @Nullable FootprintTotal total) {
        put(
                new Window(
                        Span.RUNNING,
                        0,
                        new Dimensions(
                                key.getTeam(),
                                Optional.ofNullable(key.getProject()),
                                key.getModelId(),
                                key.getGpu(),
                                key.getRegion())),
                total);
    }

    private void put(Window window, @Nullable FootprintTotal total) {
        if (total == null) {
            found.remove(window);
        } else {
            found.put(window, sum(total));
        }
    }

    /**
     * How the totals compare.
     *
     * @param differences those that differ, in order, each in words
     */
    record Comparison(long compared, Map<Window, String> differences) {}

    Comparison compare(Predicate<Window> wanted) {
        Map<Window, String> differences = new TreeMap<>();
        long compared = 0;
        for (Window window : minutes) {
            if (wanted.test(window)) {
                compared++;
                compare(window, journal.whole(window), differences);
            }
        }
        for (Map.Entry<Window, Sum> each : longer.entrySet()) {
            if (wanted.test(each.getKey())) {
                compared++;
                compare(each.getKey(), each.getValue(), differences);
            }
        }
        for (Window window : found.keySet()) {
            if (!minutes.contains(window) && !longer.containsKey(window) && wanted.test(window)) {
                compared++;
                compare(window, new Sum(), differences);
            }
        }
        return new Comparison(compared, differences);
    }

    private void compare(Window window, Sum base, Map<Window, String> differences) {
        Sum total = found.getOrDefault(window, new Sum());
        Sum sum = Sum.plus(base, new Sum());
        List<Sum.Mismatch> first = sum.mismatches(total, Scope.TOTALS, Set.of());
        boolean agrees = first.isEmpty();
        for (Sum more : since.getOrDefault(window, List.of())) {
            agrees = agrees
                    || sum.add(more).mismatches(total, Scope.TOTALS, Set.of()).isEmpty();
        }
        if (!agrees) {
            differences.put(window, window + ", total against journal: " + Sum.text(first));
        }
    }

    private static Sum sum(FootprintTotal total) {
        Sum sum = new Sum()
                .add(Count.REQUESTS, total.getRequests())
                .add(Count.LATE, total.getLateRequests())
                .add(Count.INFERENCES, total.getInferences())
                .add(Count.INPUT, total.getInputTokens())
                .add(Count.CACHED, total.getCachedInputTokens())
                .add(Count.OUTPUT, total.getOutputTokens())
                .add(Count.UNPRICED, total.getUnpricedRequests())
                .add(Count.UNSITED, total.getUnsitedRequests())
                .add(Count.MEASURED, total.getMeasuredEnergyMicrojoules());
        Journal.add(sum, Amount.ENERGY, total.getEnergyMicrojoules());
        Journal.add(sum, Amount.FACILITY, total.getFacilityEnergyMicrojoules());
        Journal.add(sum, Amount.WATER, total.getWaterMicrolitres());
        Journal.add(sum, Amount.CARBON, total.getCarbonMicrograms());
        Journal.add(sum, Amount.ESTIMATE, total.getMeasuredEstimateMicrojoules());
        Journal.add(sum, Amount.CORRECTED_ENERGY, total.getCorrectedEnergyMicrojoules());
        Journal.add(sum, Amount.CORRECTED_FACILITY, total.getCorrectedFacilityEnergyMicrojoules());
        Journal.add(sum, Amount.CORRECTED_WATER, total.getCorrectedWaterMicrolitres());
        Journal.add(sum, Amount.CORRECTED_CARBON, total.getCorrectedCarbonMicrograms());
        return sum;
    }
}
