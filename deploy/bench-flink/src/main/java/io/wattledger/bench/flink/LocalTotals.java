package io.wattledger.bench.flink;

import io.wattledger.bench.contender.Announcements;
import io.wattledger.bench.contender.EventDecoder;
import io.wattledger.bench.contender.LocalSums;
import io.wattledger.bench.contender.Settings;
import io.wattledger.bench.contender.Tables;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Decodes, prices and adds up before the exchange. What it gathered goes on right before the barrier of each checkpoint, so it has
 * no state to keep.
 */
final class LocalTotals extends AbstractStreamOperator<WindowSums>
        implements OneInputStreamOperator<byte[], WindowSums> {

    private static final long serialVersionUID = 1;

    private final Settings settings;
    private transient EventDecoder events;
    private transient LocalSums sums;
    private transient StreamRecord<WindowSums> element;

    @SuppressWarnings("NullAway.Init") // Flink calls open before all else.
    LocalTotals(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void open() throws Exception {
        super.open();
        events = new EventDecoder(settings);
        sums = new LocalSums(Tables.read(settings));
        element = new StreamRecord<>(null);
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            Announcements.running();
        }
    }

    @Override
    public void processElement(StreamRecord<byte[]> event) {
        sums.add(events.read(event.getValue()));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        sums.drain().forEach((key, partial) -> output.collect(element.replace(new WindowSums(key, partial))));
    }
}
