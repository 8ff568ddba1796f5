package io.wattledger.topology;

import io.wattledger.bench.load.BenchEvent;
import io.wattledger.bench.load.EventSource;
import io.wattledger.bench.load.EventTemplate;
import io.wattledger.bench.load.Population;
import io.wattledger.bench.load.Skew;
import io.wattledger.ledger.Account;
import io.wattledger.ledger.Blocks;
import io.wattledger.ledger.Cell;
import io.wattledger.ledger.Combination;
import io.wattledger.ledger.Combinations;
import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.DedupIndex;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Entry;
import io.wattledger.ledger.EventFields;
import io.wattledger.ledger.EventRules;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Gathered;
import io.wattledger.ledger.Gathering;
import io.wattledger.ledger.OperatingPoint;
import io.wattledger.ledger.Posting;
import io.wattledger.ledger.Range;
import io.wattledger.ledger.SiteRevision;
import io.wattledger.ledger.Tariff;
import io.wattledger.ledger.Timeline;
import io.wattledger.ledger.Usage;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.InferenceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The inner steps of booking, each by itself, over the same events: what one costs, and what it leaves to the garbage collector. In
 * the package of the steps, because nobody else needs them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before all else.
public class BookingSteps {

    private static final int EVENTS = 1 << 16;
    private static final int HEADER = AvroCodec.HEADER_BYTES;
    private static final long SEED = 20261101;
    private static final long MINUTE = 1_793_534_400_000L;
    private static final int SPAN = 60_000;
    private static final long ARRIVAL = MINUTE + SPAN;

    /** Live combinations of dimensions. */
    @Param("1000")
    public int keys;

    private final Topics topics =
            new Topics("steps.", SchemaRegistries.connect(Map.of("schema.registry.url", "mock://steps")), true);
    private final Position at = new Position("events", 0, 0);

    @SuppressWarnings("UnnecessaryLambda") // A method reference would be made for each event.
    private final Supplier<Position> position = () -> at;

    private final EventRules rules = new EventRules(Instant.EPOCH, Duration.ofMinutes(10), 256, 1_000_000_000L);

    private byte[][] records;
    private int[] dimensionsFrom;
    private int[] dimensionsTo;
    private EventFields[] events;
    private EventReader reader;
    private Combinations combinations;
    private Gathering gathering;
    private DedupIndex seen;
    private long ids;
    private Tariff tariff;
    private Usage usage;
    private Gathered cell;
    private int next;

    /** Draws the events, and has each step see each of them once. */
    @Setup
    public void drawEvents() {
        AvroCodec<InferenceEvent> codec = topics.eventCodec();
        tariff = tariff();
        combinations = new Combinations(rules::sound);
        reader = new EventReader(new PatientDecoder<>(codec, Duration.ofSeconds(1)), rules, combinations);
        gathering = gathering();
        seen = new DedupIndex(Duration.ofHours(1), Blocks.onHeap());
        Population population = Population.of(keys, SEED);
        var source =
                new EventSource(population, Skew.ZIPF, SEED, new EventSource.TimeSpread(MINUTE + SPAN, SPAN, EVENTS));
        records = new byte[EVENTS][];
        events = new EventFields[EVENTS];
        dimensionsFrom = new int[EVENTS];
        dimensionsTo = new int[EVENTS];
        EventTemplate template = null;
        for (int i = 0; i < EVENTS; i++) {
            BenchEvent event = source.next();
            if (template == null) {
                byte[] first = codec.encode("steps", event.record());
                template = new EventTemplate(id(first), population);
                // The first record of a schema is read by Avro.
                reader.read(first, position, ARRIVAL);
            }
            records[i] = template.encode(event);
            dimensionsFrom[i] = HEADER + 1 + event.eventId().length() + 1 + 2 + 6;
            var record = event.record();
            dimensionsTo[i] = dimensionsFrom[i]
                    + 6
                    + record.getModelId().length()
                    + record.getGpu().length()
                    + record.getTeam().length()
                    + Optional.ofNullable(record.getProject())
                            .map(String::length)
                            .orElse(-1)
                    + record.getRegion().length();
            reader.read(records[i], position, ARRIVAL);
            gathering.of(reader.event()).take(reader.event(), false);
            events[i] = new EventFields();
            events[i].set(
                    reader.event().event(),
                    combinations.of(reader.event().event().dimensions()));
            if (combinations.find(records[i], dimensionsFrom[i], dimensionsTo[i]) == null) {
                throw new IllegalStateException("the dimensions of an event do not lie where they should");
            }
        }
        usage = events[0].event().usage(false);
        cell = gathering.of(events[0]);
    }

    private Gathering gathering() {
        return new Gathering(combinations, c -> new Gathered(c, Account.NONE, tariff), Integer.MAX_VALUE);
    }

    private static int id(byte[] record) {
        return record[1] << 24 | (record[2] & 0xff) << 16 | (record[3] & 0xff) << 8 | (record[4] & 0xff);
    }

    private static Tariff tariff() {
        Range rate = new Range(1.25e5, 2.5e5, 5e5);
        var cost =
                new CostRevision("c", 0, OptionalLong.empty(), List.of(new OperatingPoint(8, rate, rate, rate, rate)));
        var site = new SiteRevision("s", 0, OptionalLong.empty(), 1.2, 0.4, 1.8, 300);
        var any = new Cell(MINUTE, new Dimensions("t", Optional.empty(), "m", "g", "r"), false, OptionalInt.empty());
        return Tariff.of(
                any,
                Optional.of(Timeline.<CostRevision>empty().with(List.of(cost))),
                Optional.of(Timeline.<SiteRevision>empty().with(List.of(site))));
    }

    private int turn() {
        next = (next + 1) & (EVENTS - 1);
        return next;
    }

    /** Avro's way to a record: what the common path does without. */
    @Benchmark
    public InferenceEvent decodeByAvro() {
        return topics.eventCodec().decode(records[turn()], at);
    }

    /** From bytes to fields, with the look-up of dimensions and the rules. */
    @Benchmark
    public Object decode() {
        return reader.read(records[turn()], position, ARRIVAL);
    }

    /** Which combination the bytes of five fields name. */
    @Benchmark
    public @Nullable Combination lookUpDimensions() {
        int i = turn();
        return combinations.find(records[i], dimensionsFrom[i], dimensionsTo[i]);
    }

    /** What usage costs: energy, facility energy, water and carbon, each low, central and high. */
    @Benchmark
    public Footprint cost() {
        return tariff.price(usage);
    }

    /** Adds an event to its cell. */
    @Benchmark
    public boolean accumulate() {
        EventFields event = events[turn()];
        return gathering.of(event).take(event, false);
    }

    /** The common path of an event, all of it that is ours. */
    @Benchmark
    public boolean book() {
        boolean fine = reader.read(records[turn()], position, ARRIVAL).isEmpty();
        return fine && gathering.of(reader.event()).take(reader.event(), false);
    }

    /** Asks for an id that is new, and remembers it; a million are remembered at most. */
    @Benchmark
    public boolean recogniseDuplicates() {
        if (ids++ % 1_000_000 == 0) {
            seen = new DedupIndex(Duration.ofHours(1), Blocks.onHeap());
        }
        byte[] record = records[turn()];
        // The first letters of the id.
        record[HEADER + 1] = (byte) ('a' + ids % 23);
        record[HEADER + 2] = (byte) ('a' + ids / 23 % 23);
        record[HEADER + 3] = (byte) ('a' + ids / 529 % 23);
        reader.read(record, position, ARRIVAL);
        boolean known = seen.seen(reader.event(), ARRIVAL);
        if (!known) {
            seen.remember();
        }
        return known;
    }

    /** Writes a cell: the price of its sum, the entry in bytes, the account in bytes. Of the store and the producer nothing. */
    @Benchmark
    public int drain() {
        EventFields event = events[0];
        cell.take(event, false);
        Posting posting = Posting.add(cell.cell(), cell.account(), cell.added(), tariff, ARRIVAL);
        int bytes = 0;
        for (Entry entry : posting.entries()) {
            FootprintEntry record = Records.entry("0-1", entry);
            bytes += topics.journal()
                    .value()
                    .serializer()
                    .serialize(topics.journal().name(), record)
                    .length;
        }
        bytes += StoreSerdes.account().serializer().serialize("accounts", posting.after()).length;
        bytes += StoreSerdes.cell().serializer().serialize("accounts", cell.cell()).length;
        cell.written(Account.NONE, tariff);
        return bytes;
    }
}
