package io.wattledger.topology;

import io.wattledger.ledger.DedupIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The ids of a {@link DedupIndex} in a store: one record per bucket and commit, so that the changelog grows with commits and not
 * with events.
 */
final class DedupChunks {

    private DedupChunks() {}

    /** A chunk, by the start of its bucket and the input offset before which it was written. */
    record Key(long bucket, long offset) {}

    static DedupIndex load(KeyValueStore<Key, byte[]> store, Duration horizon) {
        DedupIndex index = new DedupIndex(horizon);
        try (var chunks = store.all()) {
            chunks.forEachRemaining(chunk -> index.restore(chunk.key.bucket(), chunk.value));
        }
        return index;
    }

    static void save(DedupIndex index, KeyValueStore<Key, byte[]> store, long offset) {
        index.takeUnsaved().forEach((bucket, ids) -> store.put(new Key(bucket, offset), ids));
        for (long bucket : index.expire()) {
            List<Key> past = new ArrayList<>();
            try (var chunks = store.range(new Key(bucket, 0), new Key(bucket, Long.MAX_VALUE))) {
                chunks.forEachRemaining(chunk -> past.add(chunk.key));
            }
            past.forEach(store::delete);
        }
    }
}
