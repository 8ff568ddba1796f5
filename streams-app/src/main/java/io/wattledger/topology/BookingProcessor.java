package io.wattledger.topology;

import io.wattledger.ledger.Blocks;
import io.wattledger.ledger.Cell;
import io.wattledger.ledger.Combinations;
import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.DedupIndex;
import io.wattledger.ledger.Entry;
import io.wattledger.ledger.Event;
import io.wattledger.ledger.EventFields;
import io.wattledger.ledger.Gathered;
import io.wattledger.ledger.Gathering;
import io.wattledger.ledger.Intake;
import io.wattledger.ledger.Reject;
import io.wattledger.ledger.SiteRevision;
import io.wattledger.ledger.Waiting;
import io.wattledger.schemas.Position;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.IntakeCount;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The booking room: turns events into journal entries where they lie. It gathers usage by cell in memory and writes it right before
 * each commit, one entry per cell and commit. A record without a key goes once through a topic of its own.
 */
final class BookingProcessor implements Processor<byte[], byte[], Object, Object> {

    /** How often it turns to what is to do in the background. */
    private static final Duration UPKEEP = Duration.ofSeconds(1);

    private final String inputTopic;
    private final String keylessTopic;
    private final PatientDecoder<InferenceEvent> decoder;
    private final BookingSettings settings;

    private ProcessorContext<Object, Object> context;
    private CommitHook hook;
    private KeyValueStore<DedupChunks.Key, byte[]> dedupStore;
    private KeyValueStore<Long, Long> waitingStore;
    private KeyValueStore<String, IntakeCount> intakeStore;

    private Accounts accounts;
    private Tariffs tariffs;
    private Intake intake;
    private Waiting waiting;
    private Journal journal;
    private Upkeep upkeep;
    private InputPartition keyed;
    private InputPartition keyless;
    private @Nullable ScratchFile scratch;
    private Gathering gathering;
    private EventReader reader;
    private Supplier<Position> position;
    private ConsumerRecord<byte[], byte[]> inHand;
    private String intakeKey;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else, and again when it revives a task.
    BookingProcessor(
            String inputTopic, String keylessTopic, PatientDecoder<InferenceEvent> decoder, BookingSettings settings) {
        this.inputTopic = inputTopic;
        this.keylessTopic = keylessTopic;
        this.decoder = decoder;
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        dedupStore = context.getStateStore(Names.DEDUP_STORE);
        waitingStore = context.getStateStore(Names.WAITING_STORE);
        intakeStore = context.getStateStore(Names.INTAKE_STORE);
        GlobalTable<CostRevision> costs = context.getStateStore(Names.COSTS_TABLE);
        GlobalTable<SiteRevision> sites = context.getStateStore(Names.SITES_TABLE);
        hook = context.getStateStore(Names.BOOKING_HOOK);

        int task = context.taskId().partition();
        intakeKey = inputTopic + "-" + task;
        IntakeCount count = intakeStore.get(intakeKey);
        IntakeCount before = count == null ? IntakeRecords.count(inputTopic, task) : count;
        intake = IntakeRecords.intake(before);
        waiting = new Waiting();
        try (var minutes = waitingStore.all()) {
            minutes.forEachRemaining(minute -> waiting.restore(minute.key, minute.value));
        }
        accounts = new Accounts(context.getStateStore(Names.ACCOUNTS_STORE));
        tariffs = new Tariffs(costs, sites);
        var combinations = new Combinations(settings.rules()::sound);
        reader = new EventReader(decoder, settings.rules(), combinations);
        position = () -> Positions.of(inHand);
        gathering = new Gathering(combinations, this::open, settings.maxCells());
        journal = new Journal(task, accounts, tariffs, intake, waiting, gathering, this::post);
        upkeep = new Upkeep(
                task,
                accounts,
                tariffs,
                journal,
                gathering::has,
                settings.usageRetention(),
                new Tariffs.Positions(before.getCostsOffset(), before.getSitesOffset()));
        close();
        var blocks = new ScratchFile(context.stateDir().toPath());
        scratch = blocks;
        keyed = new InputPartition(
                seen(DedupChunks.Input.INFERENCE_EVENTS, blocks), before.getNextOffset(), before.getLatestArrivalAt());
        keyless = new InputPartition(
                seen(DedupChunks.Input.KEYLESS_EVENTS, blocks),
                before.getKeylessNextOffset(),
                before.getKeylessLatestArrivalAt());

        hook.beforeCommit(context, this::write);
        context.schedule(UPKEEP, PunctuationType.WALL_CLOCK_TIME, this::keepUp);
    }

    private void keepUp(long now) {
        hook.requireWhole();
        upkeep.work(settings.upkeepCells(), now);
    }

    private DedupIndex seen(DedupChunks.Input input, Blocks blocks) {
        return DedupChunks.load(dedupStore, input, settings.dedupHorizon(), blocks);
    }

    private Gathered open(Cell cell) {
        return new Gathered(cell, accounts.get(cell), tariffs.of(cell));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        hook.requireWhole();
        Bundle.of(record, context).forEach(this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        inHand = record;
        if (gathering.full()) {
            writeGathered();
        }
        boolean fromKeyless = record.topic().equals(keylessTopic);
        InputPartition input = fromKeyless ? keyless : keyed;
        long arrival = ArrivalTime.of(record);
        input.read(record.offset(), arrival);
        intake.count(Intake.Count.IN, 1);
        intake.count(Intake.Count.KEYLESS, fromKeyless ? 1 : 0);
        Optional<Reject> reject = reader.read(record.value(), position, arrival);
        if (reject.isPresent()) {
            refuse(record, arrival, reject.get());
        } else if (record.key() == null && !fromKeyless) {
            handOn(record, arrival, reader.event().event());
        } else {
            book(record, arrival, reader.event(), input.seen());
        }
    }

    /** An event without a key may lie anywhere: in this topic its copies meet. */
    private void handOn(ConsumerRecord<byte[], byte[]> record, long arrival, Event event) {
        if (Rejects.size(record) > Rejects.MOST_BYTES) {
            refuse(
                    record,
                    arrival,
                    new Reject(
                            Reject.Reason.FIELD_TOO_LONG,
                            "a record without a key may have " + Rejects.MOST_BYTES + " bytes"));
            return;
        }
        intake.count(Intake.Count.IN, -1);
        intake.count(Intake.Count.HANDED_ON, 1);
        context.forward(new Record<>(Keyless.key(event), record.value(), now(), record.headers()), Names.KEYLESS_OUT);
    }

    private void book(ConsumerRecord<byte[], byte[]> record, long arrival, EventFields event, DedupIndex seen) {
        if (seen.seen(event, arrival)) {
            intake.count(Intake.Count.DUPLICATE, 1);
            return;
        }
        if (!gathering
                .of(event)
                .take(event, intake.late(event, settings.lateAfter().toMillis()))) {
            refuse(
                    record,
                    arrival,
                    new Reject(Reject.Reason.OVERFLOW, "with it the sums of its minute would leave the books' range"));
            return;
        }
        seen.remember();
        intake.accepted(event);
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, long arrival, Reject reject) {
        intake.rejected(reject.reason());
        context.forward(
                new Record<>(Rejects.key(record), Rejects.of(record, arrival, reject), now()), Names.REJECTED_OUT);
    }

    /** Runs before each commit, inside its transaction. */
    private void write() {
        writeGathered();
        DedupChunks.save(keyed.seen(), dedupStore, DedupChunks.Input.INFERENCE_EVENTS, keyed.nextOffset());
        DedupChunks.save(keyless.seen(), dedupStore, DedupChunks.Input.KEYLESS_EVENTS, keyless.nextOffset());
        waiting.takeUnsaved().forEach((minute, requests) -> waitingStore.put(minute, requests == 0 ? null : requests));
        IntakeCount count = IntakeRecords.count(
                inputTopic, context.taskId().partition(), keyed, keyless, intake, waiting, upkeep.rerated());
        if (!count.equals(intakeStore.get(intakeKey))) {
            intakeStore.put(intakeKey, count);
            context.forward(new Record<>(intakeKey, count, now()), Names.INTAKE_OUT);
        }
    }

    private void writeGathered() {
        gathering.write(gathered -> journal.add(gathered, now()));
    }

    @Override
    public void close() {
        if (scratch != null) {
            scratch.close();
        }
    }

    private void post(String entryId, Entry entry) {
        FootprintEntry record = Records.entry(entryId, entry);
        context.forward(new Record<>(record.getTeam(), record, now()), Names.JOURNAL_OUT);
    }

    private long now() {
        return context.currentSystemTimeMs();
    }
}
