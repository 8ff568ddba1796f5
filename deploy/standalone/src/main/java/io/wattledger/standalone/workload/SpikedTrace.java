package io.wattledger.standalone.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;

/** Another trace in which a team sends ten times its requests from some time on: something for alerts to see. */
public final class SpikedTrace implements Trace {

    /** Requests for each one of the trace. */
    private static final int TIMES = 10;

    private final Trace trace;
    private final String team;
    private final Instant from;
    private final Extent extent;

    /**
     * @param after trace time since its first record
     * @throws IllegalArgumentException if the team sends nothing from then on
     * @throws TraceFormatException if the trace cannot be read
     */
    public SpikedTrace(Trace trace, String team, Duration after) {
        this.trace = trace;
        this.team = team;
        Extent plain = trace.extent();
        this.from = plain.start().plus(after);
        long more = 0;
        Set<String> teams = new TreeSet<>();
        try (TraceCursor cursor = trace.open()) {
            while (cursor.hasNext()) {
                TraceRecord record = cursor.next();
                teams.add(record.request().serving().team());
                more += isOfTheSpike(record) ? TIMES - 1 : 0;
            }
        }
        if (more == 0) {
            throw new IllegalArgumentException("team '%s' sends nothing %s after the beginning of %s; its teams are %s"
                    .formatted(team, after, trace.name(), String.join(", ", teams)));
        }
        this.extent = new Extent(plain.records() + more, plain.start(), plain.end());
    }

    private boolean isOfTheSpike(TraceRecord record) {
        return record instanceof TraceRecord.Request request
                && request.serving().team().equals(team)
                && !request.at().isBefore(from);
    }

    @Override
    public String name() {
        return trace.name() + ", with a spike of " + team;
    }

    @Override
    public Extent extent() {
        return extent;
    }

    @Override
    public TraceCursor open() {
        return new Cursor(trace.open());
    }

    private final class Cursor implements TraceCursor {
        private final TraceCursor plain;
        private final Deque<TraceRecord> copies = new ArrayDeque<>();

        Cursor(TraceCursor plain) {
            this.plain = plain;
        }

        @Override
        public boolean hasNext() {
            return !copies.isEmpty() || plain.hasNext();
        }

        @Override
        public TraceRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (!copies.isEmpty()) {
                return copies.remove();
            }
            TraceRecord record = plain.next();
            if (isOfTheSpike(record)) {
                for (int copy = 1; copy < TIMES; copy++) {
                    copies.add(record.request().copy(copy));
                }
            }
            return record;
        }

        @Override
        public long skippedLines() {
            return plain.skippedLines();
        }

        @Override
        public void close() {
            plain.close();
        }
    }
}
