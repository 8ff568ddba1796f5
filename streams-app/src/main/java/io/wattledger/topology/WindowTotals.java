package io.wattledger.topology;

import io.wattledger.ledger.Window;
import io.wattledger.schemas.Topic;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Totals of windows of one length. The latest window of each dimensions lies in its {@link LiveRow}; the store has those before it,
 * which only late entries ask for.
 */
final class WindowTotals implements TotalsOfOneKind<Tally> {

    private final ProcessorContext<Object, Object> context;
    private final Window window;
    private final long retentionMillis;
    private final WindowStore<byte[], byte[]> store;
    private final TotalValues values;
    private final WindowKeys keys;

    WindowTotals(
            ProcessorContext<Object, Object> context,
            Window window,
            long retentionMillis,
            Topic<FootprintKey, FootprintTotal> topic) {
        this.context = context;
        this.window = window;
        this.retentionMillis = retentionMillis;
        this.store = context.getStateStore(Names.store(window));
        this.values = new TotalValues(topic);
        this.keys = new WindowKeys(window, topic);
    }

    Window window() {
        return window;
    }

    /** Start of the window that the minute lies in. */
    long start(long minute) {
        return window.start(minute);
    }

    boolean keeps(long start, long now) {
        return start >= now - retentionMillis;
    }

    @Override
    public Tally read(TotalDimensions of, long start) {
        return values.tally(store.fetch(of.key, start));
    }

    @Override
    public void write(TotalDimensions of, long start, Tally sum) {
        byte[] value = values.bytes(sum);
        store.put(of.key, value, start);
        forward(of, start, value);
    }

    /** Adds those that begin at {@code from} or later and before {@code to}, but for the latest one. */
    void addTo(Tally sum, byte[] key, long from, long to) {
        try (WindowStoreIterator<byte[]> found = store.fetch(key, from, to - 1)) {
            found.forEachRemaining(each -> sum.add(values.tally(each.value)));
        }
    }

    /** Keeps a window that another one takes the place of, and that was handed on as it is. */
    void close(TotalDimensions of, long start, Tally sum) {
        store.put(of.key, values.bytes(sum), start);
    }

    void handOn(TotalDimensions of, long start, Tally sum) {
        forward(of, start, values.bytes(sum));
    }

    private void forward(TotalDimensions of, long start, byte[] value) {
        context.forward(new Record<>(of.key(keys.bytes(of, start)), value, start), Names.sink(window));
    }

    @Override
    public String toString() {
        return "windows of " + window.length();
    }
}
