package io.wattledger.bench.jet;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.Inbox;
import io.wattledger.bench.contender.Records;
import io.wattledger.bench.contender.Settings;
import io.wattledger.bench.contender.Sums;
import io.wattledger.bench.contender.WindowKey;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Keeps the total of each window, however late an event is, and hands on with each snapshot those that changed. */
final class Totals extends AbstractProcessor {

    private final Settings settings;
    private final Map<WindowKey, Sums> totals = new HashMap<>();
    private final Map<WindowKey, Sums> changed = new HashMap<>();
    private Records records;
    private @Nullable Traverser<ProducerRecord<byte[], byte[]>> publishing;
    private @Nullable Traverser<Map.Entry<WindowKey, Sums>> saving;

    @SuppressWarnings("NullAway.Init") // Jet calls init before all else.
    Totals(Settings settings) {
        this.settings = settings;
    }

    @Override
    protected void init(Context context) {
        records = new Records(settings);
    }

    @Override
    public void process(int ordinal, Inbox inbox) {
        inbox.drain((WindowSums partial) -> {
            Sums total = totals.computeIfAbsent(partial.key(), key -> new Sums());
            total.add(partial.sums());
            changed.put(partial.key(), total);
        });
    }

    @Override
    public boolean saveToSnapshot() {
        return publish() && save();
    }

    private boolean publish() {
        if (saving != null) {
            return true;
        }
        if (publishing == null) {
            publishing = Traversers.traverseIterable(changed.entrySet())
                    .map(window -> records.total(window.getKey(), window.getValue()));
        }
        if (!emitFromTraverser(publishing)) {
            return false;
        }
        publishing = null;
        changed.clear();
        return true;
    }

    private boolean save() {
        if (saving == null) {
            saving = Traversers.traverseIterable(totals.entrySet());
        }
        if (!emitFromTraverserToSnapshot(saving)) {
            return false;
        }
        saving = null;
        return true;
    }

    @Override
    protected void restoreFromSnapshot(Object key, Object value) {
        totals.put((WindowKey) key, (Sums) value);
    }
}
