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
    private final Map<Key, Live> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Live> changed = new ArrayList<>();
    private @Nullable TotalDimensions inHand;

    /**
     * @param max totals at most
     * @param encode the key of dimensions
     */
    LiveTotals(int max, Function<Dimensions, byte[]> encode) {
        this.max = max;
        this.encode = encode;
    }

    private record Key(TotalsOfOneKind kind, long start, TotalDimensions of) {}

    private static final class Live {
        private final Key key;
        private final Tally sum;
        private long touchedAt;
        private boolean changed;

        Live(Key key, Tally sum) {
            this.key = key;
            this.sum = sum;
        }
    }

    private void makeRoom() {
        while (byKey.size() >= max) {
            Iterator<Live> oldest = byKey.values().iterator();
            Live leaves = oldest.next();
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

    /** A total that is about to be added to. */
    Tally changing(TotalsOfOneKind kind, long start, TotalDimensions of, long now) {
        Key key = new Key(kind, start, of);
        Live live = byKey.get(key);
        if (live == null) {
            makeRoom();
            Tally before = kind.read(of, start);
            live = new Live(key, before == null ? new Tally() : before);
            of.keepsOneMore();
            byKey.put(key, live);
        }
        live.touchedAt = now;
        if (!live.changed) {
            live.changed = true;
            changed.add(live);
        }
        return live.sum;
    }

    /** Writes each total that changed. */
    void write() {
        for (Live live : changed) {
            live.key.kind.write(live.key.of, live.key.start, live.sum);
            live.changed = false;
        }
        changed.clear();
    }

    /** Forgets what nothing was added to for a while; to be called when all is written. */
    void forgetIdle(long now) {
        Iterator<Live> oldest = byKey.values().iterator();
        inHand = null;
        while (oldest.hasNext()) {
            Live live = oldest.next();
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

    private void forget(Live live) {
        boolean last = live.key.of.keepsOneLess();
        // The next total of the one in hand is about to come.
        if (last && live.key.of != inHand) {
            combinations.remove(live.key.of.dimensions);
        }
    }
}
