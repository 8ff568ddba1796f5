package io.wattledger.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which events one partition saw within the horizon: rule 3 of the books. It remembers a hash of (source, eventId) and the second
 * of occurredAt, in buckets of the partition's clock that expire whole.
 *
 * <p>An event is recognised for at least the horizon after its first copy, and for at most one bucket (a sixth of the horizon)
 * longer. Not thread-safe: one for each partition of an input.
 */
public final class DedupIndex {

    /** A clock that no record has set. */
    public static final long NEVER = Long.MIN_VALUE;

    /** What an id takes where it is saved. */
    public static final int ID_BYTES = IdSet.ID_BYTES;

    private static final int BUCKETS_PER_HORIZON = 6;

    private final long horizonMillis;
    private final long horizonSeconds;
    private final long bucketMillis;
    private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;
    private final Blocks blocks;
    private final EventHash hash = new EventHash();

    /** By number, the oldest first; never more than a dozen and those that {@link #expire} will name. */
    private final List<Bucket> buckets = new ArrayList<>();

    private long clock = NEVER;

    /** Of the event that was asked of last, like the hash; fresh if it was not seen. */
    private int second;

    private boolean fresh;

    /**
     * @param horizon for how long an event is recognised; zero: no event is remembered
     * @param blocks where the ids are kept
     */
    public DedupIndex(Duration horizon, Blocks blocks) {
        this.blocks = blocks;
        if (horizon.isNegative()) {
            throw new IllegalArgumentException("the horizon of duplicates is " + horizon + ", it must not be negative");
        }
        this.horizonMillis = horizon.toMillis();
        this.horizonSeconds = horizonMillis / 1000;
        this.bucketMillis = Math.max(1, horizonMillis / BUCKETS_PER_HORIZON);
    }

    private record Bucket(long number, IdSet ids) {}

    /** Advances the clock; an arrival before it changes nothing. Every record of the partition does, whatever becomes of it. */
    public void advance(long arrival) {
        clock = Math.max(clock, arrival);
    }

    /**
     * Advances the clock, and says whether the event is a duplicate. Does not remember it.
     *
     * @param arrival when it arrived, milliseconds since the epoch
     */
    public boolean seen(EventFields event, long arrival) {
        advance(arrival);
        if (horizonMillis == 0) {
            return false;
        }
        hash.of(event);
        long high = hash.high();
        long low = hash.low();
        second = second(event);
        fresh = false;
        long oldest = oldestBucket();
        for (int i = buckets.size() - 1; i >= 0 && buckets.get(i).number() >= oldest; i--) {
            if (buckets.get(i).ids().contains(high, low, second, horizonSeconds)) {
                return true;
            }
        }
        fresh = true;
        return false;
    }

    /**
     * Remembers the event that {@link #seen} was asked of last, at the present clock.
     *
     * @throws IllegalStateException if it was seen, or is remembered already
     */
    public void remember() {
        if (horizonMillis == 0) {
            return;
        }
        if (!fresh) {
            throw new IllegalStateException("there is no event that was not seen, and is to be remembered");
        }
        bucket(Math.floorDiv(clock, bucketMillis)).add(hash.high(), hash.low(), second);
        fresh = false;
    }

    /** The ids remembered since the last call, by the number of their bucket. */
    public Map<Long, byte[]> takeUnsaved() {
        Map<Long, byte[]> unsaved = new TreeMap<>();
        for (Bucket bucket : buckets) {
            byte[] ids = bucket.ids().takeNew();
            if (ids.length > 0) {
                unsaved.put(bucket.number(), ids);
            }
        }
        return unsaved;
    }

    /** Puts back what {@link #takeUnsaved} gave out. */
    public void restore(long bucket, byte[] ids) {
        if (ids.length % IdSet.ID_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a chunk of " + ids.length + " bytes does not hold ids of " + IdSet.ID_BYTES + " bytes");
        }
        IdSet set = bucket(bucket);
        if (horizonMillis > 0) {
            set.addTaken(ids);
        }
    }

    /** Forgets the buckets that are past the horizon, and names them. */
    public List<Long> expire() {
        long oldest = oldestBucket();
        List<Long> expired = buckets.stream()
                .map(Bucket::number)
                .takeWhile(number -> number < oldest)
                .toList();
        List<Bucket> past = buckets.subList(0, expired.size());
        past.forEach(bucket -> bucket.ids().clear());
        past.clear();
        return expired;
    }

    /** Ids that are remembered. */
    public long size() {
        return buckets.stream().mapToLong(bucket -> bucket.ids().size()).sum();
    }

    /** The latest arrival so far, milliseconds since the epoch, or {@link #NEVER}. */
    public long clock() {
        return clock;
    }

    /** Sets the clock to what {@link #clock} said when the ids were saved. */
    public void restoreClock(long saved) {
        clock = saved;
    }

    /** How long a bucket is, milliseconds; that of number n begins at n times this. */
    public long bucketMillis() {
        return bucketMillis;
    }

    /** Modulo 2^32: two seconds are told apart unless they are 136 years from each other. */
    private static int second(EventFields event) {
        return (int) Math.floorDiv(event.occurredAt(), 1000);
    }

    /** Number of the oldest bucket whose ids count. */
    private long oldestBucket() {
        boolean beforeAll = clock < Long.MIN_VALUE + horizonMillis;
        return beforeAll ? Long.MIN_VALUE : Math.floorDiv(clock - horizonMillis, bucketMillis);
    }

    private IdSet bucket(long number) {
        int after = buckets.size();
        while (after > 0 && buckets.get(after - 1).number() > number) {
            after--;
        }
        if (after > 0 && buckets.get(after - 1).number() == number) {
            return buckets.get(after - 1).ids();
        }
        IdSet ids = new IdSet(multiplier, blocks);
        buckets.add(after, new Bucket(number, ids));
        return ids;
    }
}
