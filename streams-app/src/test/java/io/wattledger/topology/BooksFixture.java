package io.wattledger.topology;

import io.wattledger.ledger.EventRules;
import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Thresholds;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.IntakeCount;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The topology under Kafka's own test driver, with a registry in memory, one model that costs 2 J an output token, one region. */
final class BooksFixture implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    static final String MODEL = "llama-3.1-8b-instruct";
    static final String GPU = "h100-sxm5-80gb";
    static final String REGION = "eu-west-1";

    final TablesStatus tables = new TablesStatus();
    final Topics topics;
    final TopologyTestDriver driver;
    final TestInputTopic<byte[], byte[]> events;
    final TestOutputTopic<String, FootprintEntry> journal;
    final TestOutputTopic<FootprintDimensions, FootprintTotal> running;
    final TestOutputTopic<String, IntakeCount> intake;

    BooksFixture(Path stateDir) {
        this(stateDir, booking(100_000), totalling(100_000));
    }

    BooksFixture(Path stateDir, BookingSettings booking, TotallingSettings totalling) {
        this(stateDir, booking, totalling, topics());
    }

    static Topics topics() {
        SchemaRegistry registry =
                SchemaRegistries.connect(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
        return new Topics("wattledger.", registry, true);
    }

    BooksFixture(Path stateDir, BookingSettings booking, TotallingSettings totalling, Topics topics) {
        this.topics = topics;
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "books");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(BooksTopology.build(topics, booking, totalling, tables), properties, NOW);
        events = driver.createInputTopic(
                topics.events().name(), new ByteArraySerializer(), new ByteArraySerializer(), NOW, Duration.ZERO);
        journal = output(topics.journal());
        running = output(topics.running());
        intake = output(topics.intake());
    }

    static BookingSettings booking(int maxCells) {
        return new BookingSettings(
                new EventRules(Instant.parse("2020-01-01T00:00:00Z"), Duration.ofMinutes(10), 256, 1_000_000_000L),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofDays(32),
                maxCells,
                1_000,
                Duration.ofSeconds(1));
    }

    static TotallingSettings totalling(int maxTotals) {
        return totalling(maxTotals, budgets(ZoneOffset.UTC, Map.of()));
    }

    static TotallingSettings totalling(int maxTotals, BudgetSettings budgets) {
        return new TotallingSettings(
                Duration.ofDays(32), Duration.ofDays(400), Duration.ofDays(3660), maxTotals, budgets);
    }

    /** Budgets that are announced at 50, 80 and 100 %. */
    static BudgetSettings budgets(ZoneId zone, Map<String, Map<Quantity, Long>> byTeam) {
        return new BudgetSettings(zone, new Thresholds(List.of(50, 80, 100)), 1_000, byTeam);
    }

    <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(
                topic.name(), topic.key().deserializer(), topic.value().deserializer());
    }

    /** 2 J an output token and 0.25 J an input token, with a range of half to double, from the given time on. */
    void publishCost(Instant from) {
        publishCost(MODEL, from);
    }

    void publishCost(String model, Instant from) {
        publishCost(model, revision("r1", from, 1));
    }

    void publishCost(CostRevision revision) {
        publishCost(MODEL, revision);
    }

    /** A tombstone of the model's cost. */
    void withdrawCost(Instant at) {
        costs().pipeInput(Records.costKey(MODEL, GPU), null, at);
    }

    private TestInputTopic<String, InferenceCosts> costs() {
        return driver.createInputTopic(
                topics.costs().name(),
                new StringSerializer(),
                topics.costs().value().serializer());
    }

    /** 2 J an output token and 0.25 J an input token, times a factor. */
    static CostRevision revision(String name, Instant from, double factor) {
        var none = new Estimate(0d, 0d, 0d);
        return CostRevision.newBuilder()
                .setRevision(name)
                .setEffectiveFrom(from)
                .setMethod("test")
                .setProvenance(List.of())
                .setOperatingPoints(List.of(new OperatingPoint(
                        16,
                        none,
                        new Estimate(125_000 * factor, 250_000 * factor, 500_000 * factor),
                        none,
                        new Estimate(1e6 * factor, 2e6 * factor, 4e6 * factor))))
                .build();
    }

    private void publishCost(String model, CostRevision revision) {
        InferenceCosts row = InferenceCosts.newBuilder()
                .setModelId(model)
                .setGpu(GPU)
                .setRevisions(List.of(revision))
                .build();
        costs().pipeInput(Records.costKey(model, GPU), row);
    }

    /** PUE 1.5, WUE 1 L/kWh, EWIF 2 L/kWh, 360 g/kWh: 1 J is 1.5 J of the facility, 1.111 mL and 0.15 mg. */
    void publishSite() {
        publishSite(REGION);
    }

    void publishSite(String region) {
        SiteFactors row = new SiteFactors(
                region,
                List.of(SiteRevision.newBuilder()
                        .setRevision("s1")
                        .setEffectiveFrom(Instant.EPOCH)
                        .setPue(1.5)
                        .setWueLitresPerKwh(1)
                        .setEwifLitresPerKwh(2)
                        .setGramsCo2ePerKwh(360)
                        .setSource("test")
                        .build()));
        driver.createInputTopic(
                        topics.sites().name(),
                        new StringSerializer(),
                        topics.sites().value().serializer())
                .pipeInput(region, row);
    }

    static InferenceEvent.Builder event(String id) {
        return InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("gateway")
                .setOccurredAt(NOW)
                .setModelId(MODEL)
                .setGpu(GPU)
                .setTeam("search")
                .setRegion(REGION)
                .setInputTokens(100)
                .setOutputTokens(10);
    }

    void sendWithoutKey(InferenceEvent.Builder event) {
        events.pipeInput(
                topics.events().value().serializer().serialize(topics.events().name(), event.build()));
    }

    void send(InferenceEvent.Builder event) {
        InferenceEvent built = event.build();
        events.pipeInput(
                built.getEventId().getBytes(StandardCharsets.UTF_8),
                topics.events().value().serializer().serialize(topics.events().name(), built));
    }

    @Override
    public void close() {
        driver.close();
    }
}
