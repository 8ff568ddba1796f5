package io.wattledger.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.v1.BudgetQuantity;
import io.wattledger.v1.BudgetStanding;
import io.wattledger.v1.FootprintBudget;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.Range;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Windows that lie in a real broker for weeks, some of them longer than they are kept. */
class StoredWindowsIT {

    private static final Duration LONG = Duration.ofSeconds(45);
    private static final int PARTITIONS = 2;

    @TempDir
    static Path shared;

    static KafkaBroker broker;
    static RegistryServer registry;

    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final Instant lastWeek = hour.minus(Duration.ofDays(7));
    private Topics topics;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void startServers() {
        broker = KafkaBroker.start(shared.resolve("kafka"), 0);
        registry = RegistryServer.start(shared.resolve("registry"), 0);
    }

    @AfterAll
    static void stopServers() {
        registry.close();
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        topics = new Topics(name + ".", SchemaRegistries.connect(Map.of("schema.registry.url", registry.url())), true);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                                    topics.minutes(),
                                    topics.hours(),
                                    topics.days(),
                                    topics.intake(),
                                    topics.running(),
                                    topics.budgets(),
                                    topics.costs(),
                                    topics.sites())
                            .stream()
                            .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1)
                                    .configs(Map.of("cleanup.policy", "compact", "retention.ms", "-1")))
                            .toList())
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", name),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    @AfterEach
    void closeProducer() {
        producer.close();
    }

    @Test
    void shouldReadWhatWasCommittedLongAgo() throws Exception {
        // Given
        commit(
                total(0, lastWeek.minusSeconds(60), "before", 1),
                total(0, lastWeek, "search", 1),
                total(1, lastWeek, "ads", 2));
        commit(
                total(0, lastWeek.plusSeconds(60), "search", 3),
                total(0, lastWeek, "search", 5),
                total(1, lastWeek.plusSeconds(3600), "after", 1));
        commit(total(0, hour, "search", 8));
        producer.beginTransaction();
        Future<?> aborted = producer.send(total(0, lastWeek, "search", 1000));
        producer.flush();
        assertThat(aborted).isDone();
        producer.abortTransaction();

        // When
        WindowedBooks read;
        try (CommittedBooks books = books(1_000)) {
            read = books.stored(
                    Window.MINUTE,
                    lastWeek.toEpochMilli(),
                    lastWeek.plusSeconds(3600).toEpochMilli());
            assertThat(books.stored(Window.HOUR, 0, Long.MAX_VALUE).rows())
                    .as("an empty topic")
                    .isEmpty();
        }

        // Then
        assertThat(requests(read)).isEqualTo(Map.of("0 search", 5L, "0 ads", 2L, "60 search", 3L));
        assertThat(read.knownFrom()).isLessThan(lastWeek.toEpochMilli());
        assertThat(read.rows())
                .allSatisfy(row -> assertThat(row.dimensions().modelId()).isEqualTo("llama"));
    }

    @Test
    void shouldTellOnlyWhatItKeeps() throws Exception {
        // Given: what the broker has not deleted yet
        commit(total(0, hour.minus(Duration.ofDays(33)), "too old", 1), total(0, lastWeek, "search", 1));

        // When
        try (CommittedBooks books = books(1_000)) {
            WindowedBooks read = books.stored(Window.MINUTE, 0, Long.MAX_VALUE);

            // Then
            assertThat(requests(read)).isEqualTo(Map.of("0 search", 1L));
            assertThat(Instant.ofEpochMilli(read.knownFrom()))
                    .isBetween(
                            Instant.now().minus(Duration.ofDays(32)),
                            Instant.now().minus(Duration.ofDays(32)).plusSeconds(120));
        }
    }

    @Test
    void shouldRefuseMoreThanFitsAndAnswerTheNext() throws Exception {
        commit(
                total(0, lastWeek, "a", 1),
                total(0, lastWeek, "b", 1),
                total(1, lastWeek, "c", 1),
                total(0, lastWeek.plusSeconds(60), "a", 1));
        long from = lastWeek.toEpochMilli();
        try (CommittedBooks books = books(2)) {
            assertThatThrownBy(() -> books.stored(Window.MINUTE, from, Long.MAX_VALUE))
                    .isInstanceOf(HistoryException.class)
                    .hasMessageContaining("more than 2 totals")
                    .hasMessageContaining("wattledger report");
            assertThat(books.stored(Window.MINUTE, from + 1, Long.MAX_VALUE).rows())
                    .hasSize(1);
        }
    }

    @Test
    void shouldKnowTheMonthsOfAllTeamsWhoeverWorksOnThem() throws Exception {
        commit(month(0, "search", hour.plus(Duration.ofDays(3))), month(1, "ads", hour.plus(Duration.ofDays(3))));
        commit(month(1, "over", hour.minusSeconds(1)));
        try (CommittedBooks books = books(1_000)) {
            assertThat(books.months()).as("nothing is read yet").isEmpty();
            books.start();

            await().atMost(LONG).until(() -> books.lags().isPresent());
            await().atMost(LONG).untilAsserted(() -> assertThat(books.months())
                    .extracting(BudgetMonth::team)
                    .containsExactlyInAnyOrder("search", "ads"));
            assertThat(books.months())
                    .allSatisfy(month -> assertThat(month.spent()).isEqualTo(Map.of(Quantity.ENERGY, 7L)));
        }
    }

    /** It works on no partition itself, and holds minutes for 32 days. */
    private CommittedBooks books(int maxRows) {
        return new CommittedBooks(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                topics,
                100,
                new HistoryLimits(
                        Map.of(
                                Window.MINUTE, Duration.ofDays(32),
                                Window.HOUR, Duration.ofDays(400),
                                Window.DAY, Duration.ofDays(3660)),
                        maxRows,
                        LONG,
                        Duration.ZERO),
                () -> new CommittedBooks.Owned(Set.of(), Set.of(), Map.of()));
    }

    @SafeVarargs
    private void commit(ProducerRecord<byte[], byte[]>... records) {
        Set<TopicPartition> partitions = new HashSet<>();
        producer.beginTransaction();
        for (ProducerRecord<byte[], byte[]> record : records) {
            partitions.add(new TopicPartition(record.topic(), record.partition()));
            // A failure ends the transaction, too.
            Future<?> unused = producer.send(record);
        }
        producer.commitTransaction();
        // The broker writes the markers of a commit after it has answered; until then nobody who reads committed sees
        // it.
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            await().atMost(LONG).until(() -> ends(admin, partitions, IsolationLevel.READ_COMMITTED)
                    .equals(ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED)));
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Set<TopicPartition> partitions, IsolationLevel isolation)
            throws Exception {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private ProducerRecord<byte[], byte[]> total(int partition, Instant start, String team, long requests) {
        Topic<FootprintKey, FootprintTotal> minutes = topics.minutes();
        return HandMadeWindows.total(minutes, partition, start, team, requests);
    }

    private ProducerRecord<byte[], byte[]> month(int partition, String team, Instant end) {
        Topic<String, FootprintBudget> budgets = topics.budgets();
        FootprintBudget budget = FootprintBudget.newBuilder()
                .setTeam(team)
                .setMonth("2026-11")
                .setZone("UTC")
                .setMonthStart(end.minus(Duration.ofDays(30)))
                .setMonthEnd(end)
                .setBudgets(List.of(BudgetStanding.newBuilder()
                        .setQuantity(BudgetQuantity.ENERGY)
                        .setBudgetMicros(100)
                        .setReachedPercent(0)
                        .setSpentMicros(new Range(7L, 7L, 7L))
                        .build()))
                .build();
        return new ProducerRecord<>(
                budgets.name(),
                partition,
                end.toEpochMilli(),
                team.getBytes(StandardCharsets.UTF_8),
                budgets.value().serializer().serialize(budgets.name(), budget));
    }

    /** By seconds from last week, and team. */
    private Map<String, Long> requests(WindowedBooks books) {
        return books.rows().stream()
                .collect(Collectors.toMap(
                        row -> (row.start() - lastWeek.toEpochMilli()) / 1000 + " "
                                + row.dimensions().team(),
                        row -> row.total().usage().requests()));
    }
}
