package io.wattledger.standalone.torture;

import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.standalone.torture.Cast.CostKey;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes the tables of costs and sites as an ordinary producer does, and changes them in every way that their rules know. */
final class TableDesk implements AutoCloseable {

    private static final Instant BEGINNING = Instant.parse("2021-01-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int FURTHEST_MINUTES = 600;

    private final Topics topics;
    private final Random random;
    private final RowDraws draws;
    private final Producer<byte[], byte[]> producer;
    private final Map<CostKey, List<CostRevision>> costs = new HashMap<>();
    private final ControlCosts controlCosts = new ControlCosts();
    private final String controlTopic;
    private final List<String> lateModels = new ArrayList<>(Cast.LATE_MODELS);

    /** @param controlTopic takes the whole rows that the control reads */
    TableDesk(String bootstrapServers, Topics topics, String controlTopic, long seed) {
        this.topics = topics;
        this.controlTopic = controlTopic;
        this.random = new Random(seed);
        this.draws = new RowDraws(random);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        LIMIT.toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** What is known from the beginning. */
    void open() throws InterruptedException, TortureException {
        for (CostKey key : Cast.costKeys(Cast.KNOWN_MODELS)) {
            addCost(key, draws.cost(draws.name(), BEGINNING, null));
        }
        for (String region : Cast.REGIONS) {
            writeSite(region, draws.site(draws.name(), BEGINNING, null));
        }
    }

    /** Changes the tables; returns what was done. */
    String change(FaultKind kind) throws InterruptedException, TortureException {
        return switch (kind) {
            case LATE_COST -> lateCost();
            case PAST_COST -> pastCost();
            case PAST_SITE -> pastSite();
            case CHANGED_ROW -> changedRow();
            case TOMBSTONE -> tombstone();
            case OVERLAP -> overlap();
            case BAD_ROW -> badRow();
            default -> throw new IllegalArgumentException(kind + " is no change of a table");
        };
    }

    /** The next model that waits for its cost; when none is left, one that has a cost gets another. */
    private String lateCost() throws InterruptedException, TortureException {
        if (lateModels.isEmpty()) {
            return pastCost();
        }
        String model = lateModels.remove(0);
        for (CostKey key : Cast.costKeys(List.of(model))) {
            addCost(key, draws.cost(draws.name(), BEGINNING, null));
        }
        return "costs of " + model;
    }

    private String pastCost() throws InterruptedException, TortureException {
        CostKey key = anyKey();
        Instant from = past();
        Instant to = random.nextBoolean() ? from.plus(1L + random.nextInt(FURTHEST_MINUTES), ChronoUnit.MINUTES) : null;
        addCost(key, draws.cost(draws.name(), from, to));
        return "%s from %s%s".formatted(key, from, to == null ? "" : " to " + to);
    }

    private String pastSite() throws InterruptedException, TortureException {
        String region = Cast.REGIONS.get(random.nextInt(Cast.REGIONS.size()));
        Instant from = past();
        writeSite(region, draws.site(draws.name(), from, null));
        return "%s from %s".formatted(region, from);
    }

    /** The same name, other figures; sometimes another beginning too. */
    private String changedRow() throws InterruptedException, TortureException {
        CostKey key = anyKey();
        List<CostRevision> revisions = Objects.requireNonNull(costs.get(key), "each known model has a row");
        int index = random.nextInt(revisions.size());
        CostRevision old = revisions.get(index);
        Instant from = random.nextBoolean() ? old.getEffectiveFrom() : past();
        revisions.set(index, draws.cost(old.getRevision(), from, null));
        writeCost(key, revisions);
        return "%s, revision %s from %s".formatted(key, old.getRevision(), from);
    }

    /** What holds from the next minute on comes while events have none. */
    private String tombstone() throws InterruptedException, TortureException {
        CostKey key = anyKey();
        Instant at = write(topics.costs().name(), key.toString(), null);
        writeControl(key, controlCosts.withdraw(key, at));
        costs.remove(key);
        Thread.sleep(1_000);
        addCost(key, draws.cost(draws.name(), Instant.now().plus(1, ChronoUnit.MINUTES), null));
        return key.toString();
    }

    /** Two that begin together, one within another, and one in the middle of a minute. */
    private String overlap() throws InterruptedException, TortureException {
        CostKey key = anyKey();
        Instant from = past().truncatedTo(ChronoUnit.MINUTES);
        Instant within = from.plus(7, ChronoUnit.MINUTES);
        List<CostRevision> revisions = costs.computeIfAbsent(key, k -> new ArrayList<>());
        revisions.add(draws.cost(draws.name(), from, from.plus(30, ChronoUnit.MINUTES)));
        revisions.add(draws.cost(draws.name(), from, from.plus(20, ChronoUnit.MINUTES)));
        revisions.add(draws.cost(draws.name(), within, within.plus(5, ChronoUnit.MINUTES)));
        revisions.add(draws.cost(draws.name(), within.plusSeconds(90), within.plusSeconds(200)));
        writeCost(key, revisions);
        return "%s from %s".formatted(key, from);
    }

    private String badRow() throws InterruptedException, TortureException {
        CostKey key = anyKey();
        String topic = topics.costs().name();
        write(topic, key.toString(), "no row at all".getBytes(StandardCharsets.UTF_8));
        write(topic, key.toString(), encoded(topics.costs(), row(key, List.of(draws.absurd(past())))));
        return key.toString();
    }

    private CostKey anyKey() {
        List<CostKey> keys = Cast.costKeys(Cast.KNOWN_MODELS);
        return keys.get(random.nextInt(keys.size()));
    }

    private Instant past() {
        return Instant.now().minusSeconds(60L * random.nextInt(FURTHEST_MINUTES) + random.nextInt(60));
    }

    /** A row names all revisions so far, or the new one alone: those that it does not name stay. */
    private void addCost(CostKey key, CostRevision revision) throws InterruptedException, TortureException {
        List<CostRevision> all = costs.computeIfAbsent(key, k -> new ArrayList<>());
        all.add(revision);
        writeCost(key, random.nextBoolean() ? all : List.of(revision));
    }

    private void writeCost(CostKey key, List<CostRevision> revisions) throws InterruptedException, TortureException {
        write(topics.costs().name(), key.toString(), encoded(topics.costs(), row(key, revisions)));
        writeControl(key, controlCosts.publish(key, revisions));
    }

    private void writeControl(CostKey key, List<CostRevision> whole) throws InterruptedException, TortureException {
        write(controlTopic, key.toString(), encoded(topics.costs(), row(key, whole)));
    }

    private static InferenceCosts row(CostKey key, List<CostRevision> revisions) {
        return InferenceCosts.newBuilder()
                .setModelId(key.model())
                .setGpu(key.gpu())
                .setRevisions(List.copyOf(revisions))
                .build();
    }

    private void writeSite(String region, SiteRevision revision) throws InterruptedException, TortureException {
        SiteFactors row = SiteFactors.newBuilder()
                .setRegion(region)
                .setRevisions(List.of(revision))
                .build();
        write(topics.sites().name(), region, encoded(topics.sites(), row));
    }

    private static <V> byte[] encoded(Topic<String, V> topic, V row) {
        return topic.value().serializer().serialize(topic.name(), row);
    }

    /** Returns the timestamp that it has in the topic. */
    private Instant write(String topic, String key, byte @Nullable [] value)
            throws InterruptedException, TortureException {
        try {
            var written = producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return Instant.ofEpochMilli(written.timestamp());
        } catch (ExecutionException | TimeoutException e) {
            throw new TortureException("row %s of %s cannot be written: %s".formatted(key, topic, e), e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
