package io.wattledger.standalone.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * An invented hour of several teams, a function of its seed: the same seed gives the same trace on every machine.
 * The {@link Service}s are shaped like those of public traces. Of all records 0.5 % are second copies sent up to a
 * minute after the first, 0.5 % late, 0.5 % of an unknown model and 0.5 % malformed, in four ways; {@link
 * #expected()} counts them. No request is odd in two ways.
 *
 * <p>Only the times are held in memory; a row's contents are drawn when it is read.
 */
public final class GeneratedTrace implements Trace {

    public static final long DEFAULT_SEED = 20231116;
    public static final int DEFAULT_REQUESTS = 30_000;
    public static final Duration DEFAULT_SPAN = Duration.ofHours(1);

    /** A model that is in no cost table. */
    public static final String UNKNOWN_MODEL = "in-house-preview-7b";

    /** Trace time zero: nominal, a replay shifts it. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String NAME = "generated trace";
    private static final int SMALLEST = 100;
    private static final int ONE_IN = 200;

    private static final List<Service> SERVICES = Service.ALL;

    /** The service's index lies in the lowest bits of a scheduled time, so that one sort orders both. */
    private static final int SERVICE_BITS = 3;

    /** Streams below zero are the schedule's; stream n is row n's. */
    private static final long ODDITY_STREAM = -1;

    private static final long FIRST_SERVICE_STREAM = -2;

    private final long seed;
    private final long[] schedule;
    private final Map<Integer, Oddity> oddities = new HashMap<>();
    private final List<Resend> resends = new ArrayList<>();
    private final ExpectedBooks expected;

    private record Resend(long nanos, int row) {}

    /**
     * @param requests records in all, the odd ones included; at least 100
     * @param span time from zero within which all are sent; at least a second, at most a year
     */
    public GeneratedTrace(long seed, int requests, Duration span) {
        if (requests < SMALLEST) {
            throw new IllegalArgumentException(
                    requests + " requests are too few to hold every kind; ask for " + SMALLEST + " or more");
        }
        if (span.compareTo(Duration.ofSeconds(1)) < 0 || span.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("a span of " + span + " is not between a second and a year");
        }
        this.seed = seed;
        int some = Math.max(1, requests / ONE_IN);
        this.schedule = schedule(seed, requests - some, span);
        Draws draws = Draws.of(seed, ODDITY_STREAM);
        Map<Oddity, Integer> counts = new EnumMap<>(Oddity.class);
        counts.put(Oddity.LATE, some);
        counts.put(Oddity.UNKNOWN_MODEL, some);
        counts.put(Oddity.BAD_MAGIC, Math.max(1, (some + 3) / 4));
        counts.put(Oddity.TRUNCATED, Math.max(1, (some + 2) / 4));
        counts.put(Oddity.NEGATIVE_COUNT, Math.max(1, (some + 1) / 4));
        counts.put(Oddity.EMPTY_TEAM, Math.max(1, some / 4));
        counts.forEach((oddity, count) -> strew(oddity, count, draws));
        resend(some, draws, span);
        this.expected = new ExpectedBooks(
                requests,
                counts.getOrDefault(Oddity.LATE, 0),
                some,
                counts.getOrDefault(Oddity.UNKNOWN_MODEL, 0),
                counts.getOrDefault(Oddity.BAD_MAGIC, 0),
                counts.getOrDefault(Oddity.TRUNCATED, 0),
                counts.getOrDefault(Oddity.NEGATIVE_COUNT, 0),
                counts.getOrDefault(Oddity.EMPTY_TEAM, 0));
    }

    /** The one of the demo: 30,000 requests in an hour. */
    public static GeneratedTrace standard() {
        return new GeneratedTrace(DEFAULT_SEED, DEFAULT_REQUESTS, DEFAULT_SPAN);
    }

    private static long[] schedule(long seed, int requests, Duration span) {
        long[] schedule = new long[requests];
        int filled = 0;
        double shares = 0;
        for (int i = 0; i < SERVICES.size(); i++) {
            Service service = SERVICES.get(i);
            shares += service.share();
            int upTo = (int) StrictMath.round(Math.min(1, shares) * requests);
            Draws draws = Draws.of(seed, FIRST_SERVICE_STREAM - i);
            for (long nanos : service.arrivals().draw(draws, upTo - filled, span)) {
                schedule[filled++] = nanos << SERVICE_BITS | i;
            }
        }
        Arrays.sort(schedule);
        return schedule;
    }

    private void strew(Oddity oddity, int count, Draws draws) {
        for (int i = 0; i < count; i++) {
            oddities.put(plainRow(draws), oddity);
        }
    }

    private void resend(int count, Draws draws, Duration span) {
        Map<Integer, Resend> chosen = new HashMap<>();
        while (chosen.size() < count) {
            int row = plainRow(draws);
            long again = nanos(row) + draws.between(1_000_000_000L, 60_000_000_000L);
            chosen.putIfAbsent(row, new Resend(Math.min(again, span.toNanos() - 1), row));
        }
        resends.addAll(chosen.values());
        resends.sort(Comparator.comparingLong(Resend::nanos).thenComparingInt(Resend::row));
    }

    private int plainRow(Draws draws) {
        while (true) {
            int row = (int) draws.between(0, schedule.length);
            if (!oddities.containsKey(row)) {
                return row;
            }
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** How many of each kind there are. */
    public ExpectedBooks expected() {
        return expected;
    }

    @Override
    public Extent extent() {
        long last = Math.max(
                nanos(schedule.length - 1), resends.get(resends.size() - 1).nanos());
        return new Extent(expected.in(), START.plusNanos(nanos(0)), START.plusNanos(last));
    }

    @Override
    public TraceCursor open() {
        return new Rows();
    }

    private long nanos(int row) {
        return schedule[row] >>> SERVICE_BITS;
    }

    /** Row and everything in it, from nothing but the seed. */
    private TraceRecord row(int row) {
        Draws draws = Draws.of(seed, row);
        Service service = SERVICES.get((int) (schedule[row] & ((1 << SERVICE_BITS) - 1)));
        Instant time = START.plusNanos(nanos(row));
        TraceRecord.Request request = new TraceRecord.Request(
                new Origin(NAME, row + 1L),
                time,
                time,
                new EventId.OfRun(0, row + 1L),
                service.drawServing(draws),
                service.drawUsage(draws));
        return Optional.ofNullable(oddities.get(row))
                .map(oddity -> oddity.apply(request, draws))
                .orElse(request);
    }

    private final class Rows implements TraceCursor {
        private int nextRow;
        private int nextResend;

        @Override
        public boolean hasNext() {
            return nextRow < schedule.length || nextResend < resends.size();
        }

        @Override
        public TraceRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (nextResend == resends.size()
                    || (nextRow < schedule.length
                            && nanos(nextRow) <= resends.get(nextResend).nanos())) {
                return row(nextRow++);
            }
            Resend resend = resends.get(nextResend++);
            return row(resend.row()).request().sentAt(START.plusNanos(resend.nanos()));
        }

        @Override
        public long skippedLines() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
