package io.wattledger.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How often each one may ask: so many times a second, and a few seconds' worth at once (a token bucket each). */
public final class Allowance {

    private static final double SECOND_NANOS = 1e9;

    /** Seconds' worth that one who was quiet may ask at once. */
    private static final double BURST_SECONDS = 4;

    private final double perSecond;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets;

    private static final class Bucket {
        private double left;
        private long filledNanos;

        Bucket(double left, long filledNanos) {
            this.left = left;
            this.filledNanos = filledNanos;
        }
    }

    /**
     * @param perSecond requests; may be a fraction
     * @param most of whom it keeps account; those that asked longest ago are forgotten
     */
    public Allowance(double perSecond, int most) {
        this(perSecond, most, System::nanoTime);
    }

    Allowance(double perSecond, int most, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * Asks for one more request.
     *
     * @return empty if it may; otherwise after how long it may
     */
    public synchronized Optional<Duration> ask(String who) {
        long now = nanoTime.getAsLong();
        double full = Math.max(1, perSecond * BURST_SECONDS);
        Bucket bucket = buckets.computeIfAbsent(who, w -> new Bucket(full, now));
        bucket.left = Math.min(full, bucket.left + (now - bucket.filledNanos) / SECOND_NANOS * perSecond);
        bucket.filledNanos = now;
        if (bucket.left < 1) {
            return Optional.of(Duration.ofNanos((long) ((1 - bucket.left) / perSecond * SECOND_NANOS)));
        }
        bucket.left--;
        return Optional.empty();
    }
}
