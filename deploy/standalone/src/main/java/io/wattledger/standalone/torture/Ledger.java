package io.wattledger.standalone.torture;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Kafka has acknowledged: the second, simpler check of the books. It knows nothing of prices. Safe for use by several
 * threads.
 */
final class Ledger {

    private final Map<EventKind, Long> sent = new EnumMap<>(EventKind.class);
    private final Map<String, TeamSum> teams = new TreeMap<>();
    private long acknowledged;
    private long copies;
    private long sentAgain;

    /** What a team was charged. */
    record TeamSum(long requests, long inputTokens, long outputTokens) {

        static final TeamSum ZERO = new TeamSum(0, 0, 0);

        TeamSum plus(TeamSum other) {
            return new TeamSum(
                    requests + other.requests, inputTokens + other.inputTokens, outputTokens + other.outputTokens);
        }
    }

    /**
     * How it stands.
     *
     * @param sent records sent by kind, copies included
     * @param acknowledged records that Kafka has
     * @param copies of these, second and further copies of events that must be booked
     * @param sentAgain records whose outcome was unknown, and which were sent again
     * @param teams events that must be booked, once each
     */
    record Sums(Map<EventKind, Long> sent, long acknowledged, long copies, long sentAgain, Map<String, TeamSum> teams) {

        long requests() {
            return teams.values().stream().mapToLong(TeamSum::requests).sum();
        }

        /** Where the books say something else, if anywhere. */
        Optional<String> firstDifference(Map<String, TeamSum> booked) {
            Map<String, TeamSum> all = new TreeMap<>(booked);
            teams.keySet().forEach(team -> all.putIfAbsent(team, TeamSum.ZERO));
            return all.entrySet().stream()
                    .filter(entry -> !entry.getValue().equals(teams.getOrDefault(entry.getKey(), TeamSum.ZERO)))
                    .map(entry -> "team %s: acknowledged %s, in the running totals %s"
                            .formatted(
                                    entry.getKey(), teams.getOrDefault(entry.getKey(), TeamSum.ZERO), entry.getValue()))
                    .findFirst();
        }
    }

    synchronized void sent(Sending sending) {
        sent.merge(sending.kind(), 1L, Long::sum);
    }

    synchronized void sentAgain() {
        sentAgain++;
    }

    synchronized void acknowledged(Sending sending) {
        acknowledged++;
        sending.charge().ifPresent(charge -> {
            if (charge.acknowledge()) {
                teams.merge(charge.team(), new TeamSum(1, charge.inputTokens(), charge.outputTokens()), TeamSum::plus);
            } else {
                copies++;
            }
        });
    }

    synchronized Sums sums() {
        return new Sums(new EnumMap<>(sent), acknowledged, copies, sentAgain, new TreeMap<>(teams));
    }
}
