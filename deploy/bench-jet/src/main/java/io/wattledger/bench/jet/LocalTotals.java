package io.wattledger.bench.jet;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.Inbox;
import io.wattledger.bench.contender.Announcements;
import io.wattledger.bench.contender.EventDecoder;
import io.wattledger.bench.contender.LocalSums;
import io.wattledger.bench.contender.Settings;
import io.wattledger.bench.contender.Tables;
import org.jspecify.annotations.Nullable;

/**
 * Decodes, prices and adds up before the exchange. What it gathered goes on with each snapshot, before its barrier, so it has
 * no state to keep.
 */
final class LocalTotals extends AbstractProcessor {

    private final Settings settings;
    private EventDecoder events;
    private LocalSums sums;
    private SnapshotProgress progress;
    private int index;
    private @Nullable Traverser<WindowSums> flush;
    private long handedOn;

    @SuppressWarnings("NullAway.Init") // Jet calls init before all else.
    LocalTotals(Settings settings) {
        this.settings = settings;
    }

    @Override
    protected void init(Context context) {
        events = new EventDecoder(settings);
        sums = new LocalSums(Tables.read(settings));
        progress = SnapshotProgress.of(context);
        index = context.localProcessorIndex();
        if (index == 0) {
            Announcements.running();
        }
    }

    @Override
    public void process(int ordinal, Inbox inbox) {
        inbox.drain((byte[] event) -> sums.add(events.read(event)));
    }

    @Override
    public boolean saveToSnapshot() {
        if (flush == null) {
            handedOn = sums.events();
            flush = Traversers.traverseIterable(sums.drain().entrySet())
                    .map(window -> new WindowSums(window.getKey(), window.getValue()));
        }
        if (!emitFromTraverser(flush)) {
            return false;
        }
        flush = null;
        return true;
    }

    @Override
    public boolean snapshotCommitFinish(boolean success) {
        if (success) {
            progress.covered(index, handedOn);
        }
        return true;
    }
}
