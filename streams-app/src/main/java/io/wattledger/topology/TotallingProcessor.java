package io.wattledger.topology;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.MalformedRecordException;
import io.wattledger.schemas.Position;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintTotal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The totalling room: adds the journal up into windows and running totals, and hands on each total that changed right before each
 * commit. There is no grace: an entry finds its window however late it comes, as long as windows of that length are kept.
 */
final class TotallingProcessor implements Processor<String, byte[], Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(TotallingProcessor.class);

    private final PatientDecoder<FootprintEntry> decoder;
    private final TotallingSettings settings;

    private ProcessorContext<Object, Object> context;
    private KeyValueStore<FootprintDimensions, FootprintTotal> runningStore;
    private Map<Dimensions, Total> running;
    private Map<WindowKey, Total> windows;
    private long pastRetention;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else, and again when it revives a task.
    TotallingProcessor(PatientDecoder<FootprintEntry> decoder, TotallingSettings settings) {
        this.decoder = decoder;
        this.settings = settings;
    }

    /** A window of some dimensions, by its start in milliseconds since the epoch. */
    private record WindowKey(Window window, long start, Dimensions dimensions) {}

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        runningStore = context.getStateStore(Names.RUNNING_STORE);
        running = new HashMap<>();
        windows = new HashMap<>();
        pastRetention = 0;
        CommitHook hook = context.getStateStore(Names.TOTALLING_HOOK);
        hook.beforeCommit(context, this::write);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Position at = Positions.of(context);
        try {
            if (record.value() == null) {
                throw new MalformedRecordException("the record at " + at + " has no value", null);
            }
            take(decoder.decode(record.value(), at));
        } catch (DecodeException e) {
            if (PatientDecoder.isOutage(e)) {
                throw e;
            }
            LOG.error("not an entry of ours, and in no total: {}", e.getMessage());
        }
    }

    private void take(FootprintEntry entry) {
        try {
            add(entry);
        } catch (ArithmeticException gatheredIsFull) {
            // What was gathered goes first; each sum of the stores is then tried on its own.
            write();
            add(entry);
        }
        if (windows.size() >= settings.maxTotals()) {
            write();
        }
    }

    private void add(FootprintEntry entry) {
        Dimensions dimensions = Records.dimensions(entry);
        Total total = Records.total(entry);
        Map<WindowKey, Total> more = new HashMap<>();
        for (Window window : Window.values()) {
            long start = window.start(entry.getWindowStart().toEpochMilli());
            if (start < now() - settings.retention(window).toMillis()) {
                pastRetention++;
            } else {
                var key = new WindowKey(window, start, dimensions);
                more.put(key, total.plus(windows.getOrDefault(key, Total.NONE)));
            }
        }
        // All or nothing: a sum that does not fit leaves everything as it was.
        running.merge(dimensions, total, Total::plus);
        windows.putAll(more);
    }

    /** Runs before each commit, inside its transaction. */
    private void write() {
        running.forEach(this::writeRunning);
        running.clear();
        windows.forEach(this::writeWindow);
        windows.clear();
        if (pastRetention > 0) {
            LOG.info(
                    "{} times an entry was older than windows of a length are kept; it is in the longer ones and in the"
                            + " running totals",
                    pastRetention);
            pastRetention = 0;
        }
    }

    private void writeRunning(Dimensions dimensions, Total more) {
        FootprintDimensions key = Records.runningKey(dimensions);
        FootprintTotal sum = runningSum(key, runningStore.get(key), more);
        runningStore.put(key, sum);
        context.forward(new Record<>(key, sum, now()), Names.RUNNING_OUT);
    }

    private void writeWindow(WindowKey at, Total more) {
        FootprintDimensions key = Records.runningKey(at.dimensions());
        WindowStore<FootprintDimensions, FootprintTotal> store = context.getStateStore(Names.store(at.window()));
        FootprintTotal sum = windowSum(at, store.fetch(key, at.start()), more);
        store.put(key, sum, at.start());
        context.forward(
                new Record<>(Records.windowKey(at.window(), at.start(), at.dimensions()), sum, at.start()),
                Names.sink(at.window()));
    }

    /** A running total that would leave the range of a long begins again, as a counter does that wraps. */
    private static FootprintTotal runningSum(FootprintDimensions key, @Nullable FootprintTotal before, Total more) {
        try {
            return sum(before, more);
        } catch (ArithmeticException e) {
            LOG.error(
                    "the running total of {} leaves the range of the books and begins again; the journal has all of it",
                    key);
            return Records.total(more);
        }
    }

    /** Only counts that are lies can fill a window; what does not fit stays in the journal. */
    private static FootprintTotal windowSum(WindowKey at, @Nullable FootprintTotal before, Total more) {
        try {
            return sum(before, more);
        } catch (ArithmeticException e) {
            LOG.error("the total of {} leaves the range of the books: {} does not go in, the journal has it", at, more);
            return Objects.requireNonNull(before);
        }
    }

    private static FootprintTotal sum(@Nullable FootprintTotal before, Total more) {
        return Records.total(before == null ? more : Records.total(before).plus(more));
    }

    private long now() {
        return context.currentSystemTimeMs();
    }
}
