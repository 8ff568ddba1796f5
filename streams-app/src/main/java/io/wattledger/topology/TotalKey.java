package io.wattledger.topology;

import java.util.Optional;
import java.util.Set;

/** The key of a total, encoded, and what decides its partition: all of a team lies in one place, in every topic. */
final class TotalKey {

    private final byte[] bytes;
    private final int teamHash;

    TotalKey(byte[] bytes, int teamHash) {
        this.bytes = bytes;
        this.teamHash = teamHash;
    }

    byte[] bytes() {
        return bytes;
    }

    Optional<Set<Integer>> partition(int partitions) {
        return Optional.of(Set.of(teamHash % partitions));
    }
}
