package io.wattledger.topology;

import io.wattledger.schemas.Topic;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintTotal;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Totals since the books began. */
final class RunningTotals implements TotalsOfOneKind {

    private final ProcessorContext<Object, Object> context;
    private final KeyValueStore<byte[], byte[]> store;
    private final TotalValues values;

    RunningTotals(ProcessorContext<Object, Object> context, Topic<FootprintDimensions, FootprintTotal> topic) {
        this.context = context;
        this.store = context.getStateStore(Names.RUNNING_STORE);
        this.values = new TotalValues(topic);
    }

    @Override
    public @Nullable Tally read(TotalDimensions of, long start) {
        return values.tally(store.get(of.key));
    }

    @Override
    public void write(TotalDimensions of, long start, Tally sum) {
        byte[] value = values.bytes(sum);
        store.put(of.key, value);
        context.forward(new Record<>(of.key(of.key), value, context.currentSystemTimeMs()), Names.RUNNING_OUT);
    }
}
