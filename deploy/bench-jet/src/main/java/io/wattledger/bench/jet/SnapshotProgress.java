package io.wattledger.bench.jet;

import com.hazelcast.jet.core.Processor;
import java.util.function.LongConsumer;

/** Adds up how many events a snapshot covers. Processors find it in the user context of the member that they run in. */
final class SnapshotProgress {

    static final String NAME = "snapshot-progress";

    private final long[] covered;
    private final LongConsumer announced;
    private int reports;

    SnapshotProgress(int processors, LongConsumer announced) {
        this.covered = new long[processors];
        this.announced = announced;
    }

    static SnapshotProgress of(Processor.Context context) {
        if (context.hazelcastInstance().getUserContext().get(NAME) instanceof SnapshotProgress progress) {
            return progress;
        }
        throw new IllegalStateException("the member has no " + NAME);
    }

    /** A snapshot is complete that covers so many events of a processor. When all have said so, their sum is announced. */
    synchronized void covered(int processor, long events) {
        covered[processor] = events;
        reports++;
        if (reports % covered.length == 0) {
            long sum = 0;
            for (long each : covered) {
                sum += each;
            }
            announced.accept(sum);
        }
    }
}
