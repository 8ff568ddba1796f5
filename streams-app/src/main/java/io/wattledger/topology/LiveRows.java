package io.wattledger.topology;

import io.wattledger.schemas.Topic;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintTotal;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The rows of all dimensions: a running total each, and the latest windows. */
final class LiveRows implements TotalsOfOneKind<LiveRow> {

    private final ProcessorContext<Object, Object> context;
    private final KeyValueStore<byte[], byte[]> store;
    private final TotalValues values;
    private final List<WindowTotals> windows;
    private final AvroBytes out = new AvroBytes();

    LiveRows(
            ProcessorContext<Object, Object> context,
            Topic<FootprintDimensions, FootprintTotal> running,
            List<WindowTotals> windows) {
        this.context = context;
        this.store = context.getStateStore(Names.LIVE_STORE);
        this.values = new TotalValues(running);
        this.windows = windows;
    }

    @Override
    public LiveRow read(TotalDimensions of, long start) {
        byte[] bytes = store.get(of.key);
        return bytes == null ? new LiveRow() : LiveRow.of(bytes);
    }

    /**
     * Goes through rows as they were last written, in the order of their keys.
     *
     * @param most of them
     * @return how many of these there were not
     */
    int between(byte[] first, byte[] last, int most, BiConsumer<byte[], LiveRow> take) {
        int left = most;
        try (KeyValueIterator<byte[], byte[]> found = store.range(first, last)) {
            while (left > 0 && found.hasNext()) {
                KeyValue<byte[], byte[]> row = found.next();
                take.accept(row.key, LiveRow.of(row.value));
                left--;
            }
        }
        return left;
    }

    @Override
    public void write(TotalDimensions of, long start, LiveRow row) {
        store.put(of.key, row.bytes(out));
        context.forward(
                new Record<>(of.key(of.key), values.bytes(row.running()), context.currentSystemTimeMs()),
                Names.RUNNING_OUT);
        for (WindowTotals each : windows) {
            if (row.changed(each.window())) {
                each.handOn(of, row.start(each.window()), row.sum(each.window()));
            }
        }
        row.written();
    }
}
