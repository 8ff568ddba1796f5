package io.wattledger.topology;

import io.wattledger.ledger.Blocks;
import io.wattledger.ledger.DedupIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The ids of the {@link DedupIndex} of each input in one store: one record per bucket and commit, or as many as keep each well
 * below the size that brokers take, so that the changelog grows with commits and not with events.
 */
final class DedupChunks {

    /** 320 KiB: producers and brokers refuse records above 1 MiB unless told otherwise. */
    static final int MAX_BYTES = 16_384 * DedupIndex.ID_BYTES;

    private DedupChunks() {}

    /** A topic that events are booked from. */
    enum Input {
        INFERENCE_EVENTS(0),
        KEYLESS_EVENTS(1);

        private final int code;

        Input(int code) {
            this.code = code;
        }

        /** The byte in the keys of the store. */
        int code() {
            return code;
        }

        static Input of(int code) {
            for (Input input : values()) {
                if (input.code == code) {
                    return input;
                }
            }
            throw new SerializationException("a chunk of ids is of input " + code
                    + ", which this program does not know: run the version that wrote it");
        }
    }

    /**
     * A chunk.
     *
     * @param from start of its bucket, milliseconds since the epoch: it says the same after the horizon was changed, and the length
     *     of buckets with it
     * @param offset the input's offset before which it was written
     * @param part of the ids of one commit, from 0
     */
    record Key(Input input, long from, long offset, int part) {}

    /** What was saved of the input, but for the clock, which the caller keeps. */
    static DedupIndex load(KeyValueStore<Key, byte[]> store, Input input, Duration horizon, Blocks blocks) {
        DedupIndex index = new DedupIndex(horizon, blocks);
        // Stores order by bytes, where times before the epoch come last.
        try (var chunks = store.range(first(input, 0), last(input, -1))) {
            chunks.forEachRemaining(chunk -> restore(index, store, chunk.key, chunk.value));
        }
        return index;
    }

    /** @param offset the input's next offset */
    static void save(DedupIndex index, KeyValueStore<Key, byte[]> store, Input input, long offset) {
        long length = index.bucketMillis();
        index.takeUnsaved().forEach((bucket, ids) -> {
            for (int part = 0; part * MAX_BYTES < ids.length; part++) {
                int end = Math.min(ids.length, (part + 1) * MAX_BYTES);
                store.put(
                        new Key(input, bucket * length, offset, part), Arrays.copyOfRange(ids, part * MAX_BYTES, end));
            }
        });
        for (long bucket : index.expire()) {
            List<Key> past = new ArrayList<>();
            long from = bucket * length;
            try (var chunks = store.range(first(input, from), last(input, from + length - 1))) {
                chunks.forEachRemaining(chunk -> past.add(chunk.key));
            }
            past.forEach(store::delete);
        }
    }

    private static Key first(Input input, long from) {
        return new Key(input, from, 0, 0);
    }

    private static Key last(Input input, long from) {
        return new Key(input, from, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    private static void restore(DedupIndex index, KeyValueStore<Key, byte[]> store, Key key, byte[] ids) {
        try {
            index.restore(Math.floorDiv(key.from(), index.bucketMillis()), ids);
        } catch (IllegalArgumentException e) {
            throw new SerializationException(
                    "store " + store.name() + ", " + key + ": " + e.getMessage()
                            + ". Another version wrote it, or it is damaged: delete the state directory, so that the store is"
                            + " read again from its changelog; if that does not help, run the version that wrote it",
                    e);
        }
    }
}
