package io.wattledger.standalone.audit;

import io.wattledger.schemas.Position;
import io.wattledger.standalone.audit.Refusals.Verdict;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Rules 1 to 3 and 5 for the input of one task. Records are told in the order of their offsets, a topic after the other. */
final class Task {

    private final Shared shared;
    private final Memory keyed;
    private final Memory keyless;
    private final TaskCount count = new TaskCount();
    private final Map<Cell, Usage> cells = new HashMap<>();
    private final List<Overflow> overflows = new ArrayList<>();

    /** What all tasks share. */
    record Shared(
            Rules rules,
            Refusals refusals,
            Rejects rejects,
            HandOver handOver,
            Prices prices,
            Books books,
            Fingerprint.Maker fingerprints,
            Map<Dimensions, Dimensions> dimensions,
            Findings findings) {}

    /** An event that was refused because its cell could not hold it. */
    private record Overflow(Cell cell, InferenceEvent event, Position at) {}

    Task(Shared shared) {
        this.shared = shared;
        this.keyed = new Memory(shared.rules().dedupHorizon());
        this.keyless = new Memory(shared.rules().dedupHorizon());
    }

    /** A record of inference-events before the cut. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        count.read();
        keyed.arrive(record.timestamp());
        Verdict verdict = shared.refusals().judge(record);
        if (verdict instanceof Verdict.Sound sound && record.key() == null) {
            count.handOn();
            shared.handOver().owe(record, content(keylessKey(sound.event()), record));
        } else {
            decide(record, verdict, keyed);
        }
    }

    /** A record of inference-events beyond the cut; it may have been handed on since. */
    void takeBeyond(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null && shared.refusals().judge(record) instanceof Verdict.Sound sound) {
            shared.handOver().allow(content(keylessKey(sound.event()), record));
        }
    }

    /** A record of keyless-events before the cut. */
    void takeKeyless(ConsumerRecord<byte[], byte[]> record) {
        count.readKeyless();
        keyless.arrive(record.timestamp());
        takeKeylessBeyond(record);
        decide(record, shared.refusals().judge(record), keyless);
    }

    /** A record of keyless-events beyond the cut. */
    void takeKeylessBeyond(ConsumerRecord<byte[], byte[]> record) {
        shared.handOver().find(record, content(record.key(), record));
    }

    private void decide(ConsumerRecord<byte[], byte[]> record, Verdict verdict, Memory memory) {
        if (verdict instanceof Verdict.Refused refused) {
            count.reject(refused.reason());
            shared.rejects().expect(refused.reason(), record, shared.findings());
        } else if (verdict instanceof Verdict.Sound sound) {
            book(record, sound.event(), memory);
        }
    }

    private void book(ConsumerRecord<byte[], byte[]> record, InferenceEvent event, Memory memory) {
        long occurredAt = event.getOccurredAt().toEpochMilli();
        Fingerprint id = shared.fingerprints().of(event.getSource(), event.getEventId());
        if (memory.remembers(id, occurredAt)) {
            count.duplicate();
            return;
        }
        Cell cell = cell(event, occurredAt);
        Position at = new Position(record.topic(), record.partition(), record.offset());
        if (shared.rejects().reasonAt(at).equals(Optional.of(RejectReason.OVERFLOW))) {
            count.reject(RejectReason.OVERFLOW);
            shared.rejects().expect(RejectReason.OVERFLOW, record, shared.findings());
            overflows.add(new Overflow(cell, event, at));
            return;
        }
        memory.remember(id, occurredAt);
        count.accept();
        try {
            cells.computeIfAbsent(cell, key -> new Usage()).add(event, record.timestamp());
        } catch (ArithmeticException e) {
            shared.findings().add(Kind.REJECT, at + " must be refused (OVERFLOW), and is not in rejected-events");
        }
    }

    /** All was told: prices the cells, and says what became of the records. */
    TaskCount close() {
        overflows.forEach(this::checkOverflow);
        cells.forEach(this::price);
        return count;
    }

    private void checkOverflow(Overflow overflow) {
        try {
            Usage with = Optional.ofNullable(cells.get(overflow.cell()))
                    .map(Usage::copy)
                    .orElseGet(Usage::new);
            with.add(overflow.event(), Long.MIN_VALUE);
            if (shared.prices().everyCostFits(overflow.cell(), with)) {
                shared.findings()
                        .add(
                                Kind.REJECT,
                                overflow.at() + " is in rejected-events as OVERFLOW, and its cell could hold it: "
                                        + overflow.cell().window());
            }
        } catch (ArithmeticException e) {
            // As it should be.
        }
    }

    private void price(Cell cell, Usage usage) {
        Window window = cell.window();
        shared.books().add(window, shared.prices().book(cell, usage));
        long forgotten =
                Math.max(window.start(), usage.latestArrival()) + shared.rules().usageRetention();
        if (shared.prices().changedAfter(forgotten, window.dimensions())) {
            shared.books().leaveOpen(window);
        }
    }

    private Cell cell(InferenceEvent event, long occurredAt) {
        Dimensions named = new Dimensions(
                event.getTeam(),
                Optional.ofNullable(event.getProject()),
                event.getModelId(),
                event.getGpu(),
                event.getRegion());
        Dimensions dimensions = shared.dimensions().computeIfAbsent(named, key -> key);
        Integer batchSize = event.getBatchSize();
        return new Cell(
                Window.minute(occurredAt, dimensions),
                event.getMeasuredEnergyMicrojoules() != null,
                batchSize == null ? -1 : batchSize);
    }

    private Fingerprint content(byte @Nullable [] key, ConsumerRecord<byte[], byte[]> record) {
        return shared.fingerprints().of(key, record.value(), record.headers());
    }

    private static byte[] keylessKey(InferenceEvent event) {
        return (event.getSource() + '\0' + event.getEventId()).getBytes(StandardCharsets.UTF_8);
    }
}
