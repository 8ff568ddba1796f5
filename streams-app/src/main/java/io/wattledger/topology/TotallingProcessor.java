package io.wattledger.topology;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.MalformedRecordException;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.FootprintEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The totalling room: adds the journal up into windows and running totals, and hands on each total that changed right before each
 * commit. There is no grace: an entry finds its window however late it comes, as long as windows of that length are kept.
 */
final class TotallingProcessor implements Processor<byte[], byte[], Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(TotallingProcessor.class);

    private final PatientDecoder<FootprintEntry> decoder;
    private final Topics topics;
    private final TotallingSettings settings;
    private final Tally more = new Tally();

    private ProcessorContext<Object, Object> context;
    private CommitHook hook;
    private LiveRows rows;
    private List<WindowTotals> windows;
    private LiveTotals live;
    private BudgetMonths budgets;
    private final List<WindowTotals> late = new ArrayList<>();
    private long pastRetention;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else, and again when it revives a task.
    TotallingProcessor(PatientDecoder<FootprintEntry> decoder, Topics topics, TotallingSettings settings) {
        this.decoder = decoder;
        this.topics = topics;
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        windows = new ArrayList<>();
        for (Window window : Window.values()) {
            long retention = settings.retention(window).toMillis();
            windows.add(new WindowTotals(context, window, retention, BooksTopology.totals(topics, window)));
        }
        rows = new LiveRows(context, topics.running(), windows);
        var keys = topics.running().key().serializer();
        Function<Dimensions, byte[]> encode =
                dimensions -> keys.serialize(topics.running().name(), Records.runningKey(dimensions));
        live = new LiveTotals(settings.maxTotals(), encode);
        MonthSums months = new MonthSums(rows, windows, encode);
        budgets = new BudgetMonths(context, settings.budgets(), months, settings.hours());
        pastRetention = 0;
        hook = context.getStateStore(Names.TOTALLING_HOOK);
        hook.beforeCommit(context, this::write);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        hook.requireWhole();
        Bundle.of(record, context).forEach(this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Position at = Positions.of(record);
        try {
            if (record.value() == null) {
                throw new MalformedRecordException("the record at " + at + " has no value", null);
            }
            add(decoder.decode(record.value(), at));
        } catch (DecodeException e) {
            if (PatientDecoder.isOutage(e)) {
                throw e;
            }
            LOG.error("not an entry of ours, and in no total: {}", e.getMessage());
        }
    }

    private void add(FootprintEntry entry) {
        long now = context.currentSystemTimeMs();
        long minute = entry.getWindowStart().toEpochMilli();
        more.set(entry);
        TotalDimensions of = live.combination(Records.dimensions(entry));
        addToRow(live.changing(rows, 0, of, now), of, minute, now);
        // What the row has no window for any more; asking for it may take the row out of memory.
        for (WindowTotals each : late) {
            long start = each.start(minute);
            addToWindow(live.changing(each, start, of, now), each, start, of);
        }
        budgets.add(of, minute, more);
    }

    private void addToRow(LiveRow row, TotalDimensions of, long minute, long now) {
        late.clear();
        addToRunning(row.running(), of);
        for (WindowTotals each : windows) {
            long start = each.start(minute);
            if (!each.keeps(start, now)) {
                pastRetention++;
            } else if (start < row.start(each.window())) {
                late.add(each);
            } else {
                begin(each, row, of, start);
                addToWindow(row.changing(each.window()), each, start, of);
            }
        }
    }

    /** Has the row's window be the one from the given start on. */
    private static void begin(WindowTotals windows, LiveRow row, TotalDimensions of, long start) {
        Window window = windows.window();
        if (row.start(window) == start) {
            return;
        }
        if (row.changed(window)) {
            windows.write(of, row.start(window), row.sum(window));
        } else if (row.has(window)) {
            windows.close(of, row.start(window), row.sum(window));
        }
        row.begin(window, start);
    }

    /** A running total that would leave the range of a long begins again, as a counter does that wraps. */
    private void addToRunning(Tally sum, TotalDimensions of) {
        if (!sum.add(more)) {
            LOG.error(
                    "the running total of {} leaves the range of the books and begins again; the journal has all of it",
                    of.dimensions);
            sum.set(more);
        }
    }

    /** Only counts that are lies can fill a window; what does not fit stays in the journal. */
    private void addToWindow(Tally sum, WindowTotals window, long start, TotalDimensions of) {
        if (!sum.add(more)) {
            LOG.error(
                    "the total of {}, {} from {} leaves the range of the books: an entry does not go in, the journal has it",
                    of.dimensions,
                    window,
                    Instant.ofEpochMilli(start));
        }
    }

    /** Runs before each commit, inside its transaction. */
    private void write() {
        live.write();
        budgets.write(context.currentSystemTimeMs());
        live.forgetIdle(context.currentSystemTimeMs());
        if (pastRetention > 0) {
            LOG.info(
                    "{} times an entry was older than windows of a length are kept; it is in the longer ones and in the"
                            + " running totals",
                    pastRetention);
            pastRetention = 0;
        }
    }
}
