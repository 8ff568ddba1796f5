package io.wattledger.standalone.audit;

import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Rule 6: what each kind of entry may hold. */
final class EntryRules {

    private EntryRules() {}

    /**
     * What is wrong with an entry by itself, each in words.
     *
     * @param key of its record
     */
    static List<String> faults(String key, FootprintEntry entry) {
        List<String> faults = new ArrayList<>();
        if (!key.equals(entry.getTeam())) {
            faults.add("has the key '" + key + "', not its team");
        }
        if (entry.getKind() == EntryKind.USAGE) {
            addUsage(entry, faults);
        } else {
            addRerating(entry, faults);
        }
        return faults;
    }

    private static void addUsage(FootprintEntry entry, List<String> faults) {
        if (entry.getRequests() <= 0) {
            faults.add("is USAGE of %,d requests".formatted(entry.getRequests()));
        }
        if (entry.getReplaces() != null) {
            faults.add("is USAGE and replaces revisions");
        }
        if (entry.getLateRequests() < 0 || entry.getLateRequests() > entry.getRequests()) {
            faults.add("has %,d late ones of %,d requests".formatted(entry.getLateRequests(), entry.getRequests()));
        }
    }

    private static void addRerating(FootprintEntry entry, List<String> faults) {
        String kind = "is " + entry.getKind();
        if (LongStream.of(
                        entry.getRequests(),
                        entry.getLateRequests(),
                        entry.getInferences(),
                        entry.getInputTokens(),
                        entry.getCachedInputTokens(),
                        entry.getOutputTokens())
                .anyMatch(count -> count != 0)) {
            faults.add(kind + " and counts usage");
        }
        if (entry.getReplaces() == null) {
            faults.add(kind + " and does not say what it replaces");
        }
        // Of measured usage, an estimate of 0 may have become known, or unknown again.
        if (!entry.getMeasured()
                && entry.getUnpricedRequests() == 0
                && entry.getUnsitedRequests() == 0
                && amounts(entry).allMatch(amount -> amount == 0)) {
            faults.add(kind + " and changes nothing");
        }
        if (entry.getKind() == EntryKind.LATE_PRICED) {
            if (amounts(entry).anyMatch(amount -> amount < 0)) {
                faults.add(kind + " and has an amount below 0");
            }
            if (entry.getUnpricedRequests() > 0) {
                faults.add(kind + " and adds %,d unpricedRequests".formatted(entry.getUnpricedRequests()));
            }
        }
    }

    /** All ends of all amounts that are known. */
    private static LongStream amounts(FootprintEntry entry) {
        return Stream.of(
                        entry.getEnergyMicrojoules(),
                        entry.getFacilityEnergyMicrojoules(),
                        entry.getWaterMicrolitres(),
                        entry.getCarbonMicrograms(),
                        entry.getEstimatedEnergyMicrojoules())
                .filter(Objects::nonNull)
                .flatMapToLong(EntryRules::ends);
    }

    private static LongStream ends(Range range) {
        return LongStream.of(range.getLow(), range.getCentral(), range.getHigh());
    }
}
