package io.wattledger.standalone.audit;

import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.Range;
import java.util.Optional;
import java.util.stream.Stream;

/** Rule 6: what an entry must look like, whatever it says. */
final class EntryCheck {

    private EntryCheck() {}

    /** What is wrong with an entry. */
    static Optional<String> problem(FootprintEntry entry) {
        return entry.getKind() == EntryKind.USAGE ? problemOfUsage(entry) : problemOfRerating(entry);
    }

    private static Optional<String> problemOfUsage(FootprintEntry entry) {
        if (entry.getRequests() <= 0) {
            return Optional.of("a USAGE entry has no requests");
        }
        if (entry.getReplaces() != null) {
            return Optional.of("a USAGE entry replaces revisions");
        }
        if (entry.getLateRequests() < 0 || entry.getLateRequests() > entry.getRequests()) {
            return Optional.of("of " + entry.getRequests() + " requests, " + entry.getLateRequests() + " are late");
        }
        return Optional.empty();
    }

    private static Optional<String> problemOfRerating(FootprintEntry entry) {
        boolean counts = entry.getRequests() != 0
                || entry.getLateRequests() != 0
                || entry.getInferences() != 0
                || entry.getInputTokens() != 0
                || entry.getCachedInputTokens() != 0
                || entry.getOutputTokens() != 0;
        if (counts) {
            return Optional.of("a " + entry.getKind() + " entry has usage, which is in earlier ones");
        }
        if (entry.getReplaces() == null) {
            return Optional.of("a " + entry.getKind() + " entry does not say what it replaces");
        }
        boolean nothing =
                amounts(entry).allMatch(range -> range.getLow() == 0 && range.getCentral() == 0 && range.getHigh() == 0)
                        && entry.getUnpricedRequests() == 0
                        && entry.getUnsitedRequests() == 0
                        && entry.getComparedEnergyMicrojoules() == 0;
        if (nothing && entry.getKind() == EntryKind.CORRECTION) {
            return Optional.of("a correction corrects nothing");
        }
        boolean takes =
                amounts(entry).anyMatch(range -> range.getLow() < 0 || range.getCentral() < 0 || range.getHigh() < 0);
        if (entry.getKind() == EntryKind.LATE_PRICED && (takes || entry.getUnpricedRequests() > 0)) {
            return Optional.of("a LATE_PRICED entry takes away");
        }
        if (entry.getKind() == EntryKind.CORRECTION && entry.getUnpricedRequests() < 0) {
            return Optional.of("a correction prices what had no price");
        }
        return Optional.empty();
    }

    private static Stream<Range> amounts(FootprintEntry entry) {
        return Stream.of(
                        Optional.ofNullable(entry.getEnergyMicrojoules()),
                        Optional.ofNullable(entry.getFacilityEnergyMicrojoules()),
                        Optional.ofNullable(entry.getWaterMicrolitres()),
                        Optional.ofNullable(entry.getCarbonMicrograms()),
                        Optional.ofNullable(entry.getEstimatedEnergyMicrojoules()))
                .flatMap(Optional::stream);
    }
}
