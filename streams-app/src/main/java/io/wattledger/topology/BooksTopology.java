package io.wattledger.topology;

import io.wattledger.ledger.Revision;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The way of an event: two rooms, one direction, one shuffle, which is the journal itself.
 *
 * <pre>
 * inference-events ──▶ booking ──▶ footprint-journal ──▶ totalling ──▶ footprint-1m, -1h, -1d, -running
 *                      ▲ │  ▲                                    └──▶ footprint-budgets, footprint-alerts
 *      keyless-events ─┘◀┤  │   records without a key pass through here once
 *                        │  └── inference-costs, site-factors (global tables)
 *                        └──▶ rejected-events, intake
 * </pre>
 */
public final class BooksTopology {

    /** Largest record that is written to the topics for refused events and for those without a key, bytes. */
    public static final int MOST_RECORD_BYTES = 4 << 20;

    /** Windows are kept a little longer than asked for, so that the store never drops one that totalling still writes to. */
    private static final Duration STORE_SLACK = Duration.ofDays(2);

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private final Topics topics;
    private final BookingSettings booking;
    private final TotallingSettings totalling;
    private final TablesStatus tables;
    private final Topology topology = new Topology();

    private BooksTopology(Topics topics, BookingSettings booking, TotallingSettings totalling, TablesStatus tables) {
        this.topics = topics;
        this.booking = booking;
        this.totalling = totalling;
        this.tables = tables;
    }

    /**
     * Builds it.
     *
     * @param tables is told how the global tables stand
     */
    public static Topology build(
            Topics topics, BookingSettings booking, TotallingSettings totalling, TablesStatus tables) {
        var books = new BooksTopology(topics, booking, totalling, tables);
        books.followCosts();
        books.followSites();
        books.bookEvents();
        books.totalJournal();
        return books.topology;
    }

    private void followCosts() {
        followTable(
                Names.COSTS_TABLE,
                Names.COSTS,
                Names.COSTS_UPDATE,
                topics.costs(),
                topics.costsCodec(),
                Records::costs,
                tables.costs());
    }

    private void followSites() {
        followTable(
                Names.SITES_TABLE,
                Names.SITES,
                Names.SITES_UPDATE,
                topics.sites(),
                topics.sitesCodec(),
                Records::sites,
                tables.sites());
    }

    private <V extends SpecificRecord, R extends Revision> void followTable(
            String table,
            String source,
            String update,
            Topic<String, V> topic,
            AvroCodec<V> codec,
            Function<V, List<R>> revisions,
            TableStatus status) {
        topology.addGlobalStore(
                GlobalTable.<R>builder(table),
                source,
                topic.key().deserializer(),
                BYTES.deserializer(),
                topic.name(),
                update,
                () -> new GlobalTableUpdate<>(table, patient(codec), revisions, status));
    }

    private <T extends SpecificRecord> PatientDecoder<T> patient(AvroCodec<T> codec) {
        return new PatientDecoder<>(codec, booking.registryLimit());
    }

    private void bookEvents() {
        String events = topics.events().name();
        PatientDecoder<InferenceEvent> decoder = patient(topics.eventCodec());
        topology.addSource(
                AutoOffsetReset.earliest(),
                Names.EVENTS,
                new ArrivalTime(),
                BYTES.deserializer(),
                BYTES.deserializer(),
                events);
        String keyless = topics.keyless().name();
        topology.addSource(
                AutoOffsetReset.earliest(),
                Names.KEYLESS,
                new ArrivalTime(),
                BYTES.deserializer(),
                BYTES.deserializer(),
                keyless);
        topology.addProcessor(
                Names.BOOKING,
                () -> new BookingProcessor(events, keyless, decoder, booking),
                Names.EVENTS,
                Names.KEYLESS);
        addStores(
                Names.BOOKING,
                CommitHook.builder(Names.BOOKING_HOOK),
                keyValueStore(Names.ACCOUNTS_STORE, StoreSerdes.cell(), StoreSerdes.account()),
                keyValueStore(Names.DEDUP_STORE, StoreSerdes.chunk(), BYTES),
                keyValueStore(Names.WAITING_STORE, Serdes.Long(), Serdes.Long()),
                keyValueStore(Names.INTAKE_STORE, Serdes.String(), valuesOf(topics.intake())));
        addSink(
                Names.BOOKING,
                Names.JOURNAL_OUT,
                topics.journal(),
                (topic, team, entry, partitions) -> byTeam(team, partitions));
        topology.addSink(
                Names.KEYLESS_OUT,
                keyless,
                BYTES.serializer(),
                BYTES.serializer(),
                (StreamPartitioner<byte[], byte[]>)
                        (topic, key, value, partitions) -> Keyless.partition(key, partitions),
                Names.BOOKING);
        addSink(
                Names.BOOKING,
                Names.REJECTED_OUT,
                topics.rejected(),
                (topic, key, rejected, partitions) -> Optional.empty());
        addSink(
                Names.BOOKING,
                Names.INTAKE_OUT,
                topics.intake(),
                (topic, key, count, partitions) -> Optional.of(Set.of(count.getPartition())));
    }

    private void totalJournal() {
        topology.addSource(
                AutoOffsetReset.earliest(),
                Names.JOURNAL,
                new ArrivalTime(),
                BYTES.deserializer(),
                BYTES.deserializer(),
                topics.journal().name());
        topology.addProcessor(
                Names.TOTALLING,
                () -> new TotallingProcessor(patient(topics.journalCodec()), topics, totalling),
                Names.JOURNAL);
        addStores(
                Names.TOTALLING,
                CommitHook.builder(Names.TOTALLING_HOOK),
                keyValueStore(Names.LIVE_STORE, BYTES, BYTES),
                keyValueStore(Names.BUDGETS_STORE, Serdes.String(), StoreSerdes.announced()));
        addTotalsSink(Names.RUNNING_OUT, topics.running());
        for (Window window : Window.values()) {
            addStores(Names.TOTALLING, windowStore(Names.store(window), window, totalling.retention(window)));
            addTotalsSink(Names.sink(window), totals(topics, window));
        }
        addSink(
                Names.TOTALLING,
                Names.BUDGETS_OUT,
                topics.budgets(),
                (topic, key, budget, partitions) -> byTeam(budget.getTeam(), partitions));
        addSink(
                Names.TOTALLING,
                Names.ALERTS_OUT,
                topics.alerts(),
                (topic, team, alert, partitions) -> byTeam(team, partitions));
    }

    /** Totals are encoded once, for their store and their topic. */
    private void addTotalsSink(String name, Topic<?, FootprintTotal> topic) {
        topology.addSink(
                name,
                topic.name(),
                (Serializer<TotalKey>) (to, key) -> key.bytes(),
                BYTES.serializer(),
                (to, key, total, partitions) -> key.partition(partitions),
                Names.TOTALLING);
    }

    /** The topic of the windows of a length. */
    static Topic<FootprintKey, FootprintTotal> totals(Topics topics, Window window) {
        return switch (window) {
            case MINUTE -> topics.minutes();
            case HOUR -> topics.hours();
            case DAY -> topics.days();
        };
    }

    private void addStores(String processor, StoreBuilder<?>... stores) {
        for (StoreBuilder<?> store : stores) {
            topology.addStateStore(store, processor);
        }
    }

    private <K, V> void addSink(String parent, String name, Topic<K, V> topic, StreamPartitioner<K, V> partitioner) {
        topology.addSink(
                name, topic.name(), topic.key().serializer(), topic.value().serializer(), partitioner, parent);
    }

    private static <K, V> StoreBuilder<?> keyValueStore(String name, Serde<K> key, Serde<V> value) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), key, value)
                .withCachingDisabled();
    }

    private static StoreBuilder<?> windowStore(String name, Window window, Duration retention) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(name, retention.plus(STORE_SLACK), window.length(), false),
                        BYTES,
                        BYTES)
                .withCachingDisabled();
    }

    /** The partition that Kafka's own partitioner gives a string key: all of a team in one place, in every topic. */
    static Optional<Set<Integer>> byTeam(String team, int partitions) {
        return Optional.of(Set.of(TotalDimensions.teamHash(team) % partitions));
    }

    /** A store writes the records of a topic under that topic's schemas, not under schemas of its changelog. */
    private static <V> Serde<V> valuesOf(Topic<?, V> topic) {
        return boundTo(topic.name(), topic.value());
    }

    private static <T> Serde<T> boundTo(String topic, Serde<T> serde) {
        return Serdes.serdeFrom(
                (changelog, value) -> serde.serializer().serialize(topic, value),
                (changelog, bytes) -> serde.deserializer().deserialize(topic, bytes));
    }
}
