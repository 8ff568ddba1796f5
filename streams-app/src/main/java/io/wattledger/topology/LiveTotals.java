package io.wattledger.topology;

import io.wattledger.ledger.Dimensions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Totals that entries go into at the moment, so that they need not be read and decoded for each commit. All that changed is written
 * before each commit; what nothing was added to for a while leaves the memory, and so does what was touched longest ago where there is
 * no room. A total that is the longest untouched and not written yet means that no other one is written either: each that was
 * touched after it changed, too.
 */
final class LiveTotals {

    private static final long IDLE_MILLIS = Duration.ofMinutes(2).toMillis();

    private final int max;
    private final Function<Dimensions, byte[]> encode;
    private final Map<Dimensions, TotalDimensions> combinations = new HashMap<>();
    private final Map<Key, Live<?>> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Live<?>> changed = new ArrayList<>();
    private @Nullable TotalDimensions inHand;

    /**
     * @param max totals at most
     * @param encode the key of dimensions
     */
    LiveTotals(int max, Function<Dimensions, byte[]> encode) {
        this.max = max;
        this.encode = encode;
    }

    private record Key(TotalsOfOneKind<?> kind, long start, TotalDimensions of) {}

    private static final class Live<T> {
        private final Key key;
        private final TotalsOfOneKind<T> kind;
        private final T totals;
        private long touchedAt;
        private boolean changed;

        Live(Key key, TotalsOfOneKind<T> kind) {
            this.key = key;
            this.kind = kind;
            this.totals = kind.read(key.of, key.start);
        }

        void write() {
            kind.write(key.of, key.start, totals);
            changed = false;
        }
    }

    private void makeRoom() {
        while (byKey.size() >= max) {
            Iterator<Live<?>> oldest = byKey.values().iterator();
            Live<?> leaves = oldest.next();
            if (leaves.changed) {
                write();
            }
            oldest.remove();
            forget(leaves);
        }
    }

    /** The one for these dimensions; its totals are to be asked for before the next one is. */
    TotalDimensions combination(Dimensions dimensions) {
        TotalDimensions known = combinations.get(dimensions);
        if (known == null) {
            known = new TotalDimensions(dimensions, encode.apply(dimensions));
            combinations.put(dimensions, known);
        }
        inHand = known;
        return known;
    }

    /** Totals that are about to be added to, before the next ones are asked for. */
    <T> T changing(TotalsOfOneKind<T> kind, long start, TotalDimensions of, long now) {
        Live<T> live = live(new Key(kind, start, of), kind);
        live.touchedAt = now;
        if (!live.changed) {
            live.changed = true;
            changed.add(live);
        }
        return live.totals;
    }

    @SuppressWarnings("unchecked") // What lies under a key is of the key's kind.
    private <T> Live<T> live(Key key, TotalsOfOneKind<T> kind) {
        Live<T> known = (Live<T>) byKey.get(key);
        if (known != null) {
            return known;
        }
        makeRoom();
        Live<T> read = new Live<>(key, kind);
        key.of.keepsOneMore();
        byKey.put(key, read);
        return read;
    }

    /** Writes all that changed. */
    void write() {
        changed.forEach(Live::write);
        changed.clear();
    }

    /** Forgets what nothing was added to for a while; to be called when all is written. */
    void forgetIdle(long now) {
        Iterator<Live<?>> oldest = byKey.values().iterator();
        inHand = null;
        while (oldest.hasNext()) {
            Live<?> live = oldest.next();
            if (live.changed || now - live.touchedAt < IDLE_MILLIS) {
                return;
            }
            oldest.remove();
            forget(live);
        }
    }

    int size() {
        return byKey.size();
    }

    int combinations() {
        return combinations.size();
    }

    private void forget(Live<?> live) {
        boolean last = live.key.of.keepsOneLess();
        // The next total of the one in hand is about to come.
        if (last && live.key.of != inHand) {
            combinations.remove(live.key.of.dimensions);
        }
    }
}
