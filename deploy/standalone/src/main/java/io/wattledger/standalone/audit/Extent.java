package io.wattledger.standalone.audit;

import java.time.Instant;
import java.util.Optional;

/** Which windows are compared: those that were asked for and whose input and entries are all kept. */
final class Extent {

    private final Rules rules;
    private final long from;
    private final long to;
    private long inputKeptFrom = Long.MIN_VALUE;
    private long journalKeptFrom = Long.MIN_VALUE;

    Extent(Rules rules, Optional<Instant> from, Optional<Instant> to) {
        this.rules = rules;
        this.from = from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        this.to = to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    }

    /**
     * Input that arrived before this time is gone. It was at most the skew ahead; and what comes now may be its duplicate with
     * a time up to the horizon away.
     */
    void inputKeptFrom(long time) {
        inputKeptFrom = Math.max(inputKeptFrom, Rules.minuteFrom(time + rules.maxSkew() + rules.dedupHorizon()));
    }

    /** Entries that were written before this time are gone. */
    void journalKeptFrom(long time) {
        journalKeptFrom = Math.max(journalKeptFrom, Rules.minuteFrom(time + rules.maxSkew()));
    }

    boolean inputIsWhole() {
        return inputKeptFrom == Long.MIN_VALUE;
    }

    boolean journalIsWhole() {
        return journalKeptFrom == Long.MIN_VALUE;
    }

    Optional<Instant> provenFrom() {
        long time = Math.max(inputKeptFrom, journalKeptFrom);
        return time == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time));
    }

    /** Whether the books of a window are compared with the journal. */
    boolean covers(Window window) {
        return window.start() >= Math.max(inputKeptFrom, journalKeptFrom) && isWanted(window);
    }

    /** Whether a total is compared with the journal; one near the end of its retention may be gone. */
    boolean coversTotal(Window window, long now) {
        if (window.span() == Span.RUNNING) {
            return journalIsWhole();
        }
        long kept = rules.retention().getOrDefault(window.span(), 0L)
                - rules.maxSkew()
                - window.span().seconds() * 1000L;
        return window.start() >= Math.max(journalKeptFrom, now - kept) && isWanted(window);
    }

    private boolean isWanted(Window window) {
        return window.start() >= from && window.end() <= to;
    }
}
