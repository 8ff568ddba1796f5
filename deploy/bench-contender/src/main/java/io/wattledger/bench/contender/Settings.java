package io.wattledger.bench.contender;

import io.wattledger.ledger.Window;
import java.io.Serializable;
import java.util.List;

/**
 * What a contender is told. Serializable, because engines send it to where their operators run.
 *
 * @param prefix goes before each topic's name
 * @param group consumer group, and part of the names of the topics that it writes
 * @param commitMillis time between two checkpoints
 * @param state folder for what it keeps on disk
 */
public record Settings(
        String bootstrap,
        String registry,
        String prefix,
        String group,
        int threads,
        boolean exactlyOnce,
        long commitMillis,
        String state)
        implements Serializable {

    /** Topic of the events. */
    public String events() {
        return prefix + "inference-events";
    }

    /** Topic of the cost table. */
    public String costs() {
        return prefix + "inference-costs";
    }

    /** Topic of the site factors. */
    public String sites() {
        return prefix + "site-factors";
    }

    /** Topic of the totals of windows of a length. */
    public String totals(Window window) {
        return prefix
                + group
                + switch (window) {
                    case MINUTE -> "-1m";
                    case HOUR -> "-1h";
                    case DAY -> "-1d";
                };
    }

    /** Topics of the totals, one per length of windows. */
    public List<String> totals() {
        return List.of(totals(Window.MINUTE), totals(Window.HOUR), totals(Window.DAY));
    }
}
