package io.wattledger.bench.flink;

import io.wattledger.bench.contender.Sums;
import io.wattledger.bench.contender.WindowKey;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Keeps the total of each window, however late an event is, and hands on right before each barrier those that changed. */
final class Totals extends AbstractStreamOperator<WindowSums>
        implements OneInputStreamOperator<WindowSums, WindowSums> {

    private static final long serialVersionUID = 1;

    private transient ValueState<Sums> total;
    private transient Map<WindowKey, Sums> changed;
    private transient StreamRecord<WindowSums> element;

    @SuppressWarnings("NullAway.Init") // Flink calls open before all else.
    Totals() {}

    @Override
    public void open() throws Exception {
        super.open();
        total = getRuntimeContext().getState(new ValueStateDescriptor<>("total", SumsType.INSTANCE));
        changed = new HashMap<>();
        element = new StreamRecord<>(null);
    }

    @Override
    public void processElement(StreamRecord<WindowSums> partial) throws Exception {
        WindowKey key = partial.getValue().key();
        Sums sums = total.value();
        if (sums == null) {
            sums = new Sums();
        }
        sums.add(partial.getValue().sums());
        total.update(sums);
        changed.put(key, sums);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        changed.forEach((key, sums) -> output.collect(element.replace(new WindowSums(key, sums))));
        changed.clear();
    }
}
