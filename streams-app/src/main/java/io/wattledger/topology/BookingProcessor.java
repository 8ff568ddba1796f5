package io.wattledger.topology;

import io.wattledger.ledger.Cell;
import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.DedupIndex;
import io.wattledger.ledger.Event;
import io.wattledger.ledger.Intake;
import io.wattledger.ledger.Reject;
import io.wattledger.ledger.SiteRevision;
import io.wattledger.ledger.Tariff;
import io.wattledger.ledger.Usage;
import io.wattledger.schemas.Position;
import io.wattledger.topology.EventReader.Reading;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.IntakeCount;
import io.wattledger.v1.OriginalHeader;
import io.wattledger.v1.RejectedEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The booking room: turns events into journal entries where they lie. It gathers partial sums in memory and writes them right
 * before each commit, one entry per cell and commit.
 */
final class BookingProcessor implements Processor<byte[], byte[], Object, Object> {

    private final String inputTopic;
    private final EventReader reader;
    private final BookingSettings settings;

    private ProcessorContext<Object, Object> context;
    private GlobalTable<CostRevision> costs;
    private GlobalTable<SiteRevision> sites;
    private WindowStore<Cell, Usage> usageStore;
    private KeyValueStore<DedupChunks.Key, byte[]> dedupStore;
    private KeyValueStore<Parked, byte[]> parkedStore;
    private KeyValueStore<String, IntakeCount> intakeStore;

    private Intake intake;
    private DedupIndex dedup;
    private Map<Cell, Gathered> gathered;
    private String intakeKey;
    private long nextOffset;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else, and again when it revives a task.
    BookingProcessor(String inputTopic, EventReader reader, BookingSettings settings) {
        this.inputTopic = inputTopic;
        this.reader = reader;
        this.settings = settings;
    }

    /** Events of one cell since the last write. */
    private record Gathered(Tariff tariff, Usage usage) {

        Gathered plus(Usage more) {
            return new Gathered(tariff, usage.plus(more));
        }
    }

    /** Place of an event in the store of parked ones: by time, then by where it lay. */
    record Parked(long occurredAt, int partition, long offset) {}

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        costs = context.getStateStore(Names.COSTS_TABLE);
        sites = context.getStateStore(Names.SITES_TABLE);
        usageStore = context.getStateStore(Names.USAGE_STORE);
        dedupStore = context.getStateStore(Names.DEDUP_STORE);
        parkedStore = context.getStateStore(Names.PARKED_STORE);
        intakeStore = context.getStateStore(Names.INTAKE_STORE);
        CommitHook hook = context.getStateStore(Names.BOOKING_HOOK);
        hook.beforeCommit(context, this::write);

        gathered = new HashMap<>();
        intakeKey = inputTopic + "-" + context.taskId().partition();
        IntakeCount before = intakeStore.get(intakeKey);
        intake = before == null ? new Intake() : Records.intake(before);
        nextOffset = before == null ? 0 : before.getNextOffset();
        dedup = DedupChunks.load(dedupStore, DedupChunks.Input.INFERENCE_EVENTS, settings.dedupHorizon());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Position at = Positions.of(context);
        nextOffset = at.offset() + 1;
        // A topic with producers' own timestamps may claim any arrival; the clock bounds it.
        long arrival = Math.min(record.timestamp(), context.currentSystemTimeMs());
        Reading reading = reader.read(record.value(), at, arrival);
        if (reading instanceof Reading.Refused refused) {
            refuse(record, at, refused.reject());
        } else if (reading instanceof Reading.Accepted accepted) {
            if (dedup.seen(accepted.event(), arrival)) {
                intake.duplicate();
            } else {
                dedup.remember(accepted.event());
                book(accepted.event(), record.value(), at);
            }
        }
    }

    private void book(Event event, byte[] bytes, Position at) {
        Tariff tariff = Tariff.of(
                event,
                costs.get(Records.costKey(
                        event.dimensions().modelId(), event.dimensions().gpu())),
                sites.get(event.dimensions().region()));
        if (!tariff.priced()) {
            parkedStore.put(new Parked(event.occurredAt(), at.partition(), at.offset()), bytes);
        }
        Usage usage = event.usage(intake.late(event, settings.lateAfter().toMillis()));
        gathered.merge(
                Cell.of(event, tariff), new Gathered(tariff, usage), (before, more) -> before.plus(more.usage()));
        intake.accepted(event, tariff.priced());
        if (gathered.size() >= settings.maxCells()) {
            writeJournal();
        }
    }

    private void refuse(Record<byte[], byte[]> record, Position at, Reject reject) {
        intake.rejected(reject.reason());
        List<OriginalHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new OriginalHeader(header.key(), buffer(header.value())));
        }
        RejectedEvent rejected = RejectedEvent.newBuilder()
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .setTimestamp(Instant.ofEpochMilli(record.timestamp()))
                .setReason(Records.reason(reject.reason()))
                .setDetail(reject.detail())
                .setKey(buffer(record.key()))
                .setValue(buffer(record.value()))
                .setHeaders(headers)
                .build();
        context.forward(new Record<>(record.key(), rejected, now()), Names.REJECTED_OUT);
    }

    /** Runs before each commit, inside its transaction. */
    private void write() {
        writeJournal();
        DedupChunks.save(dedup, dedupStore, DedupChunks.Input.INFERENCE_EVENTS, nextOffset);
        IntakeCount count =
                Records.intakeCount(new Position(inputTopic, context.taskId().partition(), nextOffset), intake);
        if (intake.in() > 0 && !count.equals(intakeStore.get(intakeKey))) {
            intakeStore.put(intakeKey, count);
            context.forward(new Record<>(intakeKey, count, now()), Names.INTAKE_OUT);
        }
    }

    private void writeJournal() {
        int number = 0;
        for (Map.Entry<Cell, Gathered> each : gathered.entrySet()) {
            Cell cell = each.getKey();
            Tariff tariff = each.getValue().tariff();
            Usage added = each.getValue().usage();
            Usage before =
                    Optional.ofNullable(usageStore.fetch(cell, cell.minute())).orElse(Usage.NONE);
            Usage after = before.plus(added);
            usageStore.put(cell, after, cell.minute());
            FootprintEntry entry = Records.usageEntry(
                    context.taskId().partition() + "-" + nextOffset + "-" + number++,
                    cell,
                    tariff.unpriced(),
                    added,
                    tariff.price(after).since(tariff.price(before)));
            context.forward(new Record<>(entry.getTeam(), entry, now()), Names.JOURNAL_OUT);
        }
        gathered.clear();
    }

    private long now() {
        return context.currentSystemTimeMs();
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
