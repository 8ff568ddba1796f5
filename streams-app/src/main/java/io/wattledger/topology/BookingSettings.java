package io.wattledger.topology;

import io.wattledger.ledger.EventRules;
import java.time.Duration;

/**
 * How booking works.
 *
 * @param rules what an event must satisfy
 * @param lateAfter an event older than the latest of its partition by more than this is flagged late
 * @param dedupHorizon for how long an event is recognised when it comes again; zero: not at all
 * @param usageRetention for how long usage is kept, which can be priced late and re-rated until then
 * @param maxCells cells that are gathered before they are written ahead of the commit; bounds the memory
 * @param upkeepCells cells that re-rating and the closing of old ones look at in a second
 * @param registryLimit how long a record waits for a registry that cannot be asked before its thread gives up
 */
public record BookingSettings(
        EventRules rules,
        Duration lateAfter,
        Duration dedupHorizon,
        Duration usageRetention,
        int maxCells,
        int upkeepCells,
        Duration registryLimit) {}
