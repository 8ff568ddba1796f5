package io.wattledger.standalone.view;

import io.wattledger.books.Books;
import io.wattledger.standalone.workload.ReplayProgress;
import java.time.Duration;

/**
 * The demo at a moment.
 *
 * @param trace what is replayed
 * @param done whether all of the trace is in the books
 * @param eventsPerSecond events booked in the last seconds
 */
public record Snapshot(
        String trace,
        ReplayProgress progress,
        Books books,
        boolean done,
        double eventsPerSecond,
        Duration elapsed,
        Addresses addresses) {

    /** Where to look further. */
    public record Addresses(String page, String kafka, String registry) {}
}
