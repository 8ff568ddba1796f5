package io.wattledger.standalone.report;

import java.time.Instant;
import java.util.Optional;

/**
 * What priced a line of the journal. Totals do not tell.
 *
 * @param costRevision cost revision that prices the usage now; empty if none does
 * @param siteRevision the same for the factors of the region
 * @param measured whether the energy was measured, not estimated
 * @param unpriced why amounts are unknown
 * @param booked when the entry was written
 */
record Pricing(
        Optional<String> costRevision,
        Optional<String> siteRevision,
        boolean measured,
        Optional<String> unpriced,
        Instant booked) {}
