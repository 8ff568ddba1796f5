package io.wattledger.schemas;

import io.wattledger.v1.FootprintAlert;
import io.wattledger.v1.FootprintBudget;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.IntakeCount;
import io.wattledger.v1.RejectedEvent;
import io.wattledger.v1.SiteFactors;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Every topic of Wattledger, and the subjects of their schemas. */
public final class Topics {
    private static final String VALUE_LEVEL = "BACKWARD_TRANSITIVE";
    private static final String KEY_LEVEL = "FULL_TRANSITIVE";

    private final String prefix;
    private final SchemaRegistry registry;

    private final AvroCodec<InferenceEvent> events;
    private final AvroCodec<InferenceCosts> costs;
    private final AvroCodec<SiteFactors> sites;
    private final AvroCodec<FootprintEntry> entries;
    private final AvroCodec<FootprintKey> keys;
    private final AvroCodec<FootprintDimensions> dimensions;
    private final AvroCodec<FootprintTotal> totals;
    private final AvroCodec<FootprintBudget> budgets;
    private final AvroCodec<FootprintAlert> alerts;
    private final AvroCodec<IntakeCount> intake;
    private final AvroCodec<RejectedEvent> rejected;

    /**
     * @param prefix goes before each topic's name, {@code wattledger.} by default
     * @param autoRegister whether writers register schemas that the registry lacks
     */
    public Topics(String prefix, SchemaRegistry registry, boolean autoRegister) {
        this.prefix = prefix;
        this.registry = registry;
        this.events = new AvroCodec<>(InferenceEvent.class, registry, autoRegister);
        this.costs = new AvroCodec<>(InferenceCosts.class, registry, autoRegister);
        this.sites = new AvroCodec<>(SiteFactors.class, registry, autoRegister);
        this.entries = new AvroCodec<>(FootprintEntry.class, registry, autoRegister);
        this.keys = new AvroCodec<>(FootprintKey.class, registry, autoRegister);
        this.dimensions = new AvroCodec<>(FootprintDimensions.class, registry, autoRegister);
        this.totals = new AvroCodec<>(FootprintTotal.class, registry, autoRegister);
        this.budgets = new AvroCodec<>(FootprintBudget.class, registry, autoRegister);
        this.alerts = new AvroCodec<>(FootprintAlert.class, registry, autoRegister);
        this.intake = new AvroCodec<>(IntakeCount.class, registry, autoRegister);
        this.rejected = new AvroCodec<>(RejectedEvent.class, registry, autoRegister);
    }

    /** Inference requests; the key is whatever the gateway chose. */
    public Topic<byte[], InferenceEvent> events() {
        return topic("inference-events", Serdes.ByteArray(), events);
    }

    /** Inference requests that came without a key, under a key made of source and eventId. */
    public Topic<byte[], InferenceEvent> keyless() {
        return topic("keyless-events", Serdes.ByteArray(), events);
    }

    /** Costs by {@code modelId|gpu}; compacted. */
    public Topic<String, InferenceCosts> costs() {
        return topic("inference-costs", Serdes.String(), costs);
    }

    /** Factors by region; compacted. */
    public Topic<String, SiteFactors> sites() {
        return topic("site-factors", Serdes.String(), sites);
    }

    /** The journal, by team; append-only. */
    public Topic<String, FootprintEntry> journal() {
        return topic("footprint-journal", Serdes.String(), entries);
    }

    /** Totals by minute; compacted. */
    public Topic<FootprintKey, FootprintTotal> minutes() {
        return topic("footprint-1m", AvroSerde.ofKey(keys), totals);
    }

    /** Totals by hour; compacted. */
    public Topic<FootprintKey, FootprintTotal> hours() {
        return topic("footprint-1h", AvroSerde.ofKey(keys), totals);
    }

    /** Totals by day; compacted. */
    public Topic<FootprintKey, FootprintTotal> days() {
        return topic("footprint-1d", AvroSerde.ofKey(keys), totals);
    }

    /** Totals since the books began; compacted. */
    public Topic<FootprintDimensions, FootprintTotal> running() {
        return topic("footprint-running", AvroSerde.ofKey(dimensions), totals);
    }

    /** What teams with a budget used in calendar months, by {@code month|team}; compacted. */
    public Topic<String, FootprintBudget> budgets() {
        return topic("footprint-budgets", Serdes.String(), budgets);
    }

    /** Thresholds of budgets that were crossed, by team. */
    public Topic<String, FootprintAlert> alerts() {
        return topic("footprint-alerts", Serdes.String(), alerts);
    }

    /** What became of the events, by {@code topic-partition}; compacted. */
    public Topic<String, IntakeCount> intake() {
        return topic("intake", Serdes.String(), intake);
    }

    /** Refused events, with the key they came with. */
    public Topic<byte[], RejectedEvent> rejected() {
        return topic("rejected-events", Serdes.ByteArray(), rejected);
    }

    public AvroCodec<InferenceEvent> eventCodec() {
        return events;
    }

    public AvroCodec<InferenceCosts> costsCodec() {
        return costs;
    }

    public AvroCodec<FootprintEntry> journalCodec() {
        return entries;
    }

    public AvroCodec<SiteFactors> sitesCodec() {
        return sites;
    }

    /**
     * Registers the schema of every key and value. From then on a value's schema evolves so that new code reads all old
     * records; a key's never changes, because compaction compares bytes.
     *
     * @throws IncompatibleSchemaException if the registry holds a schema that ours may not follow
     */
    public void registerAll() {
        List.of(minutes(), hours(), days()).forEach(topic -> registerKey(topic, keys));
        registerKey(running(), dimensions);
        registerValue(events(), events);
        registerValue(costs(), costs);
        registerValue(sites(), sites);
        registerValue(journal(), entries);
        List.of(minutes(), hours(), days()).forEach(topic -> registerValue(topic, totals));
        registerValue(running(), totals);
        registerValue(budgets(), budgets);
        registerValue(alerts(), alerts);
        registerValue(intake(), intake);
        registerValue(rejected(), rejected);
    }

    private void registerKey(Topic<?, ?> topic, AvroCodec<?> codec) {
        String subject = topic.name() + AvroSerde.KEY;
        boolean exists = exists(subject);
        if (exists) {
            requireUnchanged(subject, codec.schema());
        }
        register(subject, exists, codec, KEY_LEVEL);
    }

    private void registerValue(Topic<?, ?> topic, AvroCodec<?> codec) {
        String subject = topic.name() + AvroSerde.VALUE;
        register(subject, exists(subject), codec, VALUE_LEVEL);
    }

    private boolean exists(String subject) {
        return !registry.versions(subject).isEmpty();
    }

    /** A subject that exists gets its level first, so that the new version is held to it; another has none to set yet. */
    private void register(String subject, boolean exists, AvroCodec<?> codec, String level) {
        if (exists) {
            registry.requireCompatibility(subject, level);
            codec.register(subject);
        } else {
            codec.register(subject);
            registry.requireCompatibility(subject, level);
        }
    }

    private void requireUnchanged(String subject, Schema schema) {
        try {
            registry.idOf(subject, schema);
        } catch (UnknownSchemaException e) {
            throw new IncompatibleSchemaException(
                    "%s holds another schema for subject %s. The schema of a key never changes: use another topic prefix."
                            .formatted(registry, subject),
                    e);
        }
    }

    private <K, V extends SpecificRecord> Topic<K, V> topic(String name, Serde<K> key, AvroCodec<V> value) {
        return new Topic<>(prefix + name, key, AvroSerde.ofValue(value));
    }
}
