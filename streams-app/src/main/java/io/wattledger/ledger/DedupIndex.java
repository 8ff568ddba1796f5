package io.wattledger.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which events were seen within the horizon, by (source, eventId). An id is the first 128 bits of the SHA-256 of both, so that
 * no producer can make another's event look like a duplicate. Ids lie in buckets of arrival time that expire whole.
 *
 * <p>An event is recognised for at least the horizon after its first arrival, and for at most one bucket (a sixth of the
 * horizon) longer. Not thread-safe: one per task.
 */
public final class DedupIndex {

    private static final int BUCKETS_PER_HORIZON = 6;
    private static final int ID_BYTES = 16;

    private final long horizonMillis;
    private final long bucketMillis;
    private final TreeMap<Long, IdSet> buckets = new TreeMap<>();
    private final TreeMap<Long, Chunk> unsaved = new TreeMap<>();
    private final MessageDigest digest;
    private long latestArrival = Long.MIN_VALUE;

    /** @param horizon for how long an id is remembered, at least 6 ms */
    public DedupIndex(Duration horizon) {
        this.horizonMillis = horizon.toMillis();
        this.bucketMillis = Math.max(1, horizonMillis / BUCKETS_PER_HORIZON);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Remembers the event.
     *
     * @param arrival when it arrived, milliseconds since the epoch; an arrival before the latest one counts as the latest one
     * @return whether it was not seen within the horizon
     */
    public boolean firstSeen(Event event, long arrival) {
        latestArrival = Math.max(latestArrival, arrival);
        byte[] source = event.source().getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, source.length));
        digest.update(source);
        ByteBuffer id = ByteBuffer.wrap(digest.digest(event.eventId().getBytes(StandardCharsets.UTF_8)));
        long high = id.getLong(0);
        long low = id.getLong(Long.BYTES);
        for (IdSet seen : buckets.tailMap(oldestBucket(), true).values()) {
            if (seen.contains(high, low)) {
                return false;
            }
        }
        long bucket = Math.floorDiv(latestArrival, bucketMillis) * bucketMillis;
        buckets.computeIfAbsent(bucket, start -> new IdSet()).add(high, low);
        unsaved.computeIfAbsent(bucket, start -> new Chunk()).add(high, low);
        return true;
    }

    /** The ids added since the last call, 16 bytes each, by the start of their bucket. */
    public Map<Long, byte[]> takeUnsaved() {
        Map<Long, byte[]> chunks = new TreeMap<>();
        unsaved.forEach((bucket, chunk) -> chunks.put(bucket, chunk.bytes()));
        unsaved.clear();
        return chunks;
    }

    /** Puts back what {@link #takeUnsaved} gave out. */
    public void restore(long bucket, byte[] ids) {
        if (ids.length % ID_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a chunk of " + ids.length + " bytes does not hold ids of " + ID_BYTES + " bytes");
        }
        latestArrival = Math.max(latestArrival, bucket);
        IdSet set = buckets.computeIfAbsent(bucket, start -> new IdSet());
        ByteBuffer buffer = ByteBuffer.wrap(ids);
        while (buffer.hasRemaining()) {
            set.add(buffer.getLong(), buffer.getLong());
        }
    }

    /** Forgets the buckets that are past the horizon, and names them. */
    public List<Long> expire() {
        var past = buckets.headMap(oldestBucket(), false);
        List<Long> expired = new ArrayList<>(past.keySet());
        past.clear();
        return expired;
    }

    /** Ids that are remembered. */
    public long size() {
        return buckets.values().stream().mapToLong(IdSet::size).sum();
    }

    /** Start of the oldest bucket whose ids may still be within the horizon. */
    private long oldestBucket() {
        if (latestArrival == Long.MIN_VALUE) {
            return Long.MIN_VALUE;
        }
        return Math.floorDiv(latestArrival - horizonMillis, bucketMillis) * bucketMillis;
    }

    /** Ids waiting to be saved. */
    private static final class Chunk {
        private byte[] bytes = new byte[64 * ID_BYTES];
        private int length;

        void add(long high, long low) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            ByteBuffer.wrap(bytes).putLong(length, high).putLong(length + Long.BYTES, low);
            length += ID_BYTES;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, length);
        }
    }
}
