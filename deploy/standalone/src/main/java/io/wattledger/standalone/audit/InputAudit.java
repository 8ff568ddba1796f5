package io.wattledger.standalone.audit;

import io.wattledger.schemas.Position;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Goes through the input, task by task, so that only one task's cells and ids are in memory. */
final class InputAudit {

    private final TopicReader input;
    private final TopicReader keyless;
    private final Cut cut;
    private final Task.Shared shared;
    private final Extent extent;
    private final Map<Integer, TaskCount> counts = new TreeMap<>();
    private long notRead;

    InputAudit(Sources sources, Cut cut, Task.Shared shared, Extent extent) {
        this.input = sources.input();
        this.keyless = sources.keyless();
        this.cut = cut;
        this.shared = shared;
        this.extent = extent;
    }

    /**
     * Reads all of it.
     *
     * @param targets ends that should have been read
     * @param keylessTargets the same of keyless-events
     */
    void read(Map<Integer, Long> targets, Map<Integer, Long> keylessTargets)
            throws AuditException, InterruptedException {
        Map<Integer, Long> keylessEnds = keyless.settledEnds();
        // Taken later, so that every copy has its source.
        Map<Integer, Long> ends = input.ends();
        Map<Integer, Long> begins = input.begins();
        Map<Integer, Long> keylessBegins = keyless.begins();
        for (int number = 0; number < input.partitions(); number++) {
            Task task = new Task(shared);
            long next = cut.nextOffset(number);
            read(input, number, begins, ends, record -> {
                if (record.offset() < next) {
                    task.take(record);
                } else {
                    notRead += isBefore(targets, record);
                    task.takeBeyond(record);
                }
            });
            long keylessNext = cut.keylessNextOffset(number);
            read(keyless, number, keylessBegins, keylessEnds, record -> {
                if (record.offset() < keylessNext) {
                    task.takeKeyless(record);
                } else {
                    notRead += isBefore(keylessTargets, record);
                    task.takeKeylessBeyond(record);
                }
            });
            counts.put(number, task.close());
        }
        shared.rejects().report(at -> wasRead(at, begins, keylessBegins), shared.findings());
        if (extent.inputIsWhole()) {
            shared.handOver().report(shared.findings());
        }
    }

    private void read(
            TopicReader reader,
            int partition,
            Map<Integer, Long> begins,
            Map<Integer, Long> ends,
            TopicReader.Handler handler)
            throws AuditException {
        long begin = begins.getOrDefault(partition, 0L);
        if (begin > 0) {
            extent.inputKeptFrom(firstTimestamp(reader, partition, begin, ends.getOrDefault(partition, 0L)));
        }
        reader.read(partition, begin, ends.getOrDefault(partition, 0L), handler);
    }

    /** When the first kept record arrived; now, if nothing is kept. */
    private static long firstTimestamp(TopicReader reader, int partition, long begin, long end) throws AuditException {
        return reader.first(partition, begin, end)
                .map(ConsumerRecord::timestamp)
                .orElseGet(System::currentTimeMillis);
    }

    private static int isBefore(Map<Integer, Long> targets, ConsumerRecord<byte[], byte[]> record) {
        return record.offset() < targets.getOrDefault(record.partition(), 0L) ? 1 : 0;
    }

    /** A reject of another topic has no input record at all. */
    private boolean wasRead(Position at, Map<Integer, Long> begins, Map<Integer, Long> keylessBegins) {
        if (at.topic().equals(input.topic())) {
            return at.offset() >= begins.getOrDefault(at.partition(), 0L)
                    && at.offset() < cut.nextOffset(at.partition());
        }
        if (at.topic().equals(keyless.topic())) {
            return at.offset() >= keylessBegins.getOrDefault(at.partition(), 0L)
                    && at.offset() < cut.keylessNextOffset(at.partition());
        }
        return true;
    }

    /** What became of the records of each task. */
    Map<Integer, TaskCount> counts() {
        return counts;
    }

    /** Records that should have been read, and are beyond the cut. */
    long notRead() {
        return notRead;
    }
}
