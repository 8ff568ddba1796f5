package io.wattledger.standalone.torture;

import io.wattledger.standalone.torture.Ledger.TeamSum;
import io.wattledger.v1.IntakeCount;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * How far the books are, as they are committed.
 *
 * @param ends where the events end, by partition
 * @param costsEnd where the table of costs ends
 * @param sitesEnd where the table of sites ends
 * @param intake the last count of each task
 * @param totals running totals by team
 * @param microjoules energy in the running totals
 */
record Standing(
        Map<Integer, Long> ends,
        long costsEnd,
        long sitesEnd,
        Collection<IntakeCount> intake,
        Map<String, TeamSum> totals,
        long microjoules) {

    /** Records in the input. */
    long records() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What is still to be done; empty when all is read, re-rated and totalled. */
    Optional<String> missing() {
        return unread().or(this::onTheWay)
                .or(() -> unrated("costsOffset", costsEnd, IntakeCount::getCostsOffset))
                .or(() -> unrated("sitesOffset", sitesEnd, IntakeCount::getSitesOffset))
                .or(this::untotalled);
    }

    private Optional<String> unread() {
        Map<Integer, Long> next =
                intake.stream().collect(Collectors.toMap(IntakeCount::getPartition, IntakeCount::getNextOffset));
        return ends.entrySet().stream()
                .filter(end -> next.getOrDefault(end.getKey(), 0L) < end.getValue())
                .map(end -> "partition %d is read to %d of %d"
                        .formatted(end.getKey(), next.getOrDefault(end.getKey(), 0L), end.getValue()))
                .findFirst();
    }

    private Optional<String> onTheWay() {
        long handedOn = intake.stream().mapToLong(IntakeCount::getHandedOn).sum();
        long keyless = intake.stream().mapToLong(IntakeCount::getKeyless).sum();
        return handedOn == keyless
                ? Optional.empty()
                : Optional.of("%d events without a key are handed on, and %d are read".formatted(handedOn, keyless));
    }

    private Optional<String> unrated(String field, long end, ToLongFunction<IntakeCount> offset) {
        long least = intake.stream().mapToLong(offset).min().orElse(0);
        return least >= end ? Optional.empty() : Optional.of("%s of a task is %d of %d".formatted(field, least, end));
    }

    private Optional<String> untotalled() {
        long counted = intake.stream()
                .mapToLong(count -> count.getBooked() + count.getParked())
                .sum();
        long totalled = totals.values().stream().mapToLong(TeamSum::requests).sum();
        return totalled == counted
                ? Optional.empty()
                : Optional.of("%d of %d requests are in the running totals".formatted(totalled, counted));
    }
}
