package io.wattledger.topology;

import io.wattledger.ledger.Dimensions;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Dimensions that totals are kept in memory for, with what each of those totals needs of them; there is one at a time. */
final class TotalDimensions {

    final Dimensions dimensions;

    /** The key of its running total, and of its windows in the stores. */
    final byte[] key;

    private final int teamHash;
    private int totals;

    TotalDimensions(Dimensions dimensions, byte[] key) {
        this.dimensions = dimensions;
        this.key = key;
        this.teamHash = teamHash(dimensions.team());
    }

    /** What Kafka's own partitioner makes of a string key. */
    static int teamHash(String team) {
        return Utils.toPositive(Utils.murmur2(team.getBytes(StandardCharsets.UTF_8)));
    }

    TotalKey key(byte[] bytes) {
        return new TotalKey(bytes, teamHash);
    }

    void keepsOneMore() {
        totals++;
    }

    /** Whether none is left. */
    boolean keepsOneLess() {
        totals--;
        return totals == 0;
    }
}
