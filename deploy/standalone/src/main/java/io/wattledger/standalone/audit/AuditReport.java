package io.wattledger.standalone.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an audit came to.
 *
 * @param notRead records that were there when the audit began and are beyond the cut
 * @param windows minutes by dimensions that were compared
 * @param unproven of these, windows whose amounts cannot be told, because the tables forgot a revision
 * @param provenFrom from when on the input and the journal are whole; empty: from the beginning
 * @param teams sums of the windows that were compared, as the rules make them
 */
public record AuditReport(
        long in,
        long booked,
        long parked,
        long duplicate,
        long rejected,
        long handedOn,
        long notRead,
        long entries,
        long windows,
        long totals,
        long unproven,
        Optional<Instant> provenFrom,
        Map<String, Long> byKind,
        List<String> firstOfEachKind,
        List<Team> teams,
        List<String> notes) {

    static final String NOTHING_COMPARED = "no window could be compared";

    /**
     * What a team used.
     *
     * @param energyMicrojoules low, central and high; empty: unknown
     */
    public record Team(
            String name,
            long requests,
            long unpricedRequests,
            List<Long> energyMicrojoules,
            List<Long> waterMicrolitres,
            List<Long> carbonMicrograms) {

        static Team of(String name, Sum sum) {
            return new Team(
                    name,
                    sum.get(Sum.Count.REQUESTS),
                    sum.get(Sum.Count.UNPRICED),
                    known(sum, Sum.Amount.ENERGY),
                    known(sum, Sum.Amount.WATER),
                    known(sum, Sum.Amount.CARBON));
        }

        private static List<Long> known(Sum sum, Sum.Amount amount) {
            return sum.knows(amount) ? sum.get(amount) : List.of();
        }
    }

    /** Whether nothing differs. */
    public boolean clean() {
        return byKind.isEmpty();
    }

    /** Differences of all kinds. */
    public long differences() {
        return byKind.values().stream().mapToLong(Long::longValue).sum();
    }
}
