package io.wattledger.standalone.report;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import java.util.Optional;

/**
 * What a source has read: a sum of usage of one window and its dimensions.
 *
 * @param start of the window, milliseconds since the epoch; no boundary of the report lies within it
 * @param pricing empty where the source does not tell
 */
record Line(long start, Dimensions dimensions, Optional<Pricing> pricing, Total total) {}
