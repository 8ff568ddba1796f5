package io.wattledger.topology;

import io.wattledger.ledger.EventRules;
import java.time.Duration;

/**
 * How booking works.
 *
 * @param rules what an event must satisfy
 * @param lateAfter an event older than the latest of its partition by more than this is flagged late
 * @param dedupHorizon for how long an event is recognised when it comes again
 * @param usageRetention for how long the partial sums of a minute are kept
 * @param maxCells cells that are gathered before they are written ahead of the commit; bounds the memory
 * @param registryLimit how long a record waits for a registry that cannot be asked before its thread gives up
 */
public record BookingSettings(
        EventRules rules,
        Duration lateAfter,
        Duration dedupHorizon,
        Duration usageRetention,
        int maxCells,
        Duration registryLimit) {}
