package io.wattledger.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wattledger.rights.Part;
import io.wattledger.rights.Refusals;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.v1.InferenceEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker that goes and comes back, and a real registry that may be away. */
class EventIntakeIT {

    private static final String BATCH = "application/cloudevents-batch+json";

    /** What Kafka has for an answer, with a slow machine's share. */
    private static final Duration ANSWER = Duration.ofSeconds(25);

    private final String today = Instant.now().toString();

    @TempDir
    static Path shared;

    static KafkaBroker sharedBroker;
    static RegistryServer sharedServer;

    @TempDir
    Path folder;

    private SchemaRegistry registry;
    private Topics topics;

    @BeforeAll
    static void startServers() {
        sharedBroker = KafkaBroker.start(shared.resolve("kafka"), 0);
        sharedServer = RegistryServer.start(shared.resolve("registry"), 0);
    }

    @AfterAll
    static void stopServers() {
        sharedServer.close();
        sharedBroker.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        registry = SchemaRegistries.connect(Map.of("schema.registry.url", sharedServer.url()));
        topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".", registry, true);
        createTopic(sharedBroker);
    }

    private void createTopic(KafkaBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topics.events().name(), 4, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void disconnect() {
        registry.close();
    }

    @Test
    void shouldWriteWhatItAcknowledgesWhereCopiesMeetWhicheverInstanceTakesThem() throws Exception {
        List<String> events =
                IntStream.range(0, 1_000).mapToObj(i -> event("e" + i)).toList();
        try (EventIntake one = intake(Map.of());
                EventIntake other = intake(
                        Map.of("partitioner.class", "org.apache.kafka.clients.producer.RoundRobinPartitioner"))) {
            // When
            List<Receipt> first = take(one, events).get();
            List<Receipt> second = take(other, events.subList(0, 100)).get();

            // Then
            assertThat(first).hasSize(1_000);
            assertThat(first).extracting(Receipt::outcome).containsOnly(Receipt.Outcome.ACCEPTED);
            assertThat(second).extracting(Receipt::outcome).containsOnly(Receipt.Outcome.ACCEPTED);
        }
        List<ConsumerRecord<byte[], InferenceEvent>> records = read(sharedBroker);
        assertThat(records).hasSize(1_100);
        Map<String, Set<Integer>> partitions = new HashMap<>();
        for (ConsumerRecord<byte[], InferenceEvent> record : records) {
            InferenceEvent event = record.value();
            assertThat(new String(record.key(), StandardCharsets.UTF_8))
                    .isEqualTo(event.getSource() + "\0" + event.getEventId());
            partitions
                    .computeIfAbsent(event.getEventId(), id -> new HashSet<>())
                    .add(record.partition());
        }
        assertThat(partitions).hasSize(1_000).allSatisfy((id, of) -> assertThat(of)
                .hasSize(1));
        assertThat(partitions.values().stream().flatMap(Set::stream).distinct()).hasSize(4);
        assertThat(records.get(0).value().getModelId()).isEqualTo("m");
    }

    @Test
    void shouldRefuseAnEventThatIsLargerThanARecordMayBeAndTakeTheOthers() throws Exception {
        try (EventIntake intake = intake(Map.of("max.request.size", "400"))) {
            String large = event("large").replace("\"m\"", "\"" + "m".repeat(250) + "\"");

            List<Receipt> receipts =
                    take(intake, List.of(event("a"), large, event("b"))).get();

            assertThat(receipts)
                    .extracting(Receipt::outcome)
                    .containsExactly(Receipt.Outcome.ACCEPTED, Receipt.Outcome.REFUSED, Receipt.Outcome.ACCEPTED);
            assertThat(receipts.get(1).reason()).contains(Refusal.TOO_LARGE);
        }
        assertThat(ids(read(sharedBroker))).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldSayInTimeThatKafkaIsAwayAndTakeTheSameEventsWhenItIsBack() throws Exception {
        KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0);
        createTopic(broker);
        int port = Integer.parseInt(broker.bootstrapServers().split(":", 2)[1]);
        Set<String> accepted = new HashSet<>();
        List<String> events =
                IntStream.range(0, 50).mapToObj(i -> event("again " + i)).toList();
        try (EventIntake intake = intake(broker, Map.of())) {
            note(take(intake, List.of(event("before"))).get(), accepted);
            assertThat(accepted).containsExactly("before");

            // When: the broker goes
            broker.close();
            CompletableFuture<List<Receipt>> without = take(intake, events);

            // Then: each event is answered
            List<Receipt> answers = without.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
            assertThat(answers).extracting(Receipt::outcome).containsOnly(Receipt.Outcome.UNAVAILABLE);

            // And: while one request tries, others hear so at once
            CompletableFuture<List<Receipt>> probe = take(intake, events.subList(0, 1));
            long before = System.nanoTime();
            assertThat(busy(intake, events)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));

            // And when: it comes back
            broker = KafkaBroker.start(folder.resolve("kafka"), port);
            note(probe.get(ANSWER.toSeconds(), TimeUnit.SECONDS), accepted);
            await().atMost(ANSWER.multipliedBy(2)).until(() -> tookAll(intake, events, accepted));
        }

        // Then
        try {
            assertThat(accepted).hasSize(51);
            assertThat(ids(read(broker))).containsAll(accepted);
        } finally {
            broker.close();
        }
    }

    @Test
    void shouldNotHangOnABrokerThatWasNeverThere() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (EventIntake intake = intake("127.0.0.1:" + nobody, Map.of())) {
            List<String> many =
                    IntStream.range(0, 2_000).mapToObj(i -> event("e" + i)).toList();
            long before = System.nanoTime();

            List<Receipt> receipts = take(intake, many).get(ANSWER.toSeconds(), TimeUnit.SECONDS);

            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("one waits for all")
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(receipts).hasSize(2_000);
            assertThat(receipts).extracting(Receipt::outcome).containsOnly(Receipt.Outcome.UNAVAILABLE);
        }
    }

    @Test
    void shouldLoseNothingSilentlyWhileTheRegistryIsAway() throws Exception {
        // Given: an instance that has asked for no schema yet
        RegistryServer server = RegistryServer.start(folder.resolve("registry"), 0);
        SchemaRegistry away = SchemaRegistries.connect(Map.of("schema.registry.url", server.url()));
        topics = new Topics("shouldLoseNothingSilentlyWhileTheRegistryIsAway.", away, true);
        server.close();
        try (away;
                EventIntake intake = intake(Map.of())) {
            // When
            List<Receipt> without =
                    take(intake, List.of(event("a"), event("b"))).get(ANSWER.toSeconds(), TimeUnit.SECONDS);

            // Then
            assertThat(without).extracting(Receipt::outcome).containsOnly(Receipt.Outcome.UNAVAILABLE);
            assertThat(without.get(0).detail())
                    .hasValueSatisfying(detail -> assertThat(detail).contains("RegistryUnavailableException"));

            // And when
            int port = Integer.parseInt(server.url().replaceAll(".*:(\\d+)/.*", "$1"));
            server = RegistryServer.start(folder.resolve("registry"), port);
            List<Receipt> with = take(intake, List.of(event("a"), event("b"))).get();

            // Then
            assertThat(with).extracting(Receipt::outcome).containsOnly(Receipt.Outcome.ACCEPTED);
            assertThat(ids(read(sharedBroker))).containsExactlyInAnyOrder("a", "b");
        } finally {
            server.close();
        }
    }

    @Test
    void shouldWriteWhatWaitsWhenItStops() throws Exception {
        List<String> events =
                IntStream.range(0, 500).mapToObj(i -> event("e" + i)).toList();
        EventIntake intake = intake(Map.of());
        CompletableFuture<List<Receipt>> waiting = take(intake, events);

        intake.close();

        Set<String> accepted = new HashSet<>();
        note(waiting.get(1, TimeUnit.SECONDS), accepted);
        assertThat(accepted).hasSize(500);
        assertThat(ids(read(sharedBroker))).containsExactlyInAnyOrderElementsOf(accepted);
    }

    private String event(String id) {
        return Requests.event(id, today, Requests.DATA);
    }

    private EventIntake intake(Map<String, String> settings) {
        return intake(sharedBroker, settings);
    }

    private EventIntake intake(KafkaBroker broker, Map<String, String> settings) {
        return intake(broker.bootstrapServers(), settings);
    }

    private EventIntake intake(String bootstrap, Map<String, String> settings) {
        Map<String, String> kafka = new HashMap<>(settings);
        kafka.put("bootstrap.servers", bootstrap);
        return new EventIntake(
                kafka, new Refusals(kafka, Part.APPLICATION, ""), topics, Requests.RULES, EventIntake.MOST_EVENTS);
    }

    private static CompletableFuture<List<Receipt>> take(EventIntake intake, List<String> events)
            throws UnreadableException, BusyException {
        byte[] body = Requests.batch(events).getBytes(StandardCharsets.UTF_8);
        return intake.take(Optional.of(BATCH), Requests.headers(Map.of()), body, team -> true);
    }

    private static boolean busy(EventIntake intake, List<String> events) throws UnreadableException {
        try {
            var unused = take(intake, events);
            return false;
        } catch (BusyException e) {
            return true;
        }
    }

    private static boolean tookAll(EventIntake intake, List<String> events, Set<String> accepted) throws Exception {
        try {
            List<Receipt> receipts = take(intake, events).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
            note(receipts, accepted);
            return receipts.stream().allMatch(receipt -> receipt.outcome() == Receipt.Outcome.ACCEPTED);
        } catch (BusyException e) {
            return false;
        }
    }

    private static void note(List<Receipt> receipts, Set<String> accepted) {
        receipts.stream()
                .filter(receipt -> receipt.outcome() == Receipt.Outcome.ACCEPTED)
                .forEach(receipt -> accepted.add(receipt.id().orElseThrow()));
    }

    private static List<String> ids(List<ConsumerRecord<byte[], InferenceEvent>> records) {
        return records.stream().map(record -> record.value().getEventId()).toList();
    }

    private List<ConsumerRecord<byte[], InferenceEvent>> read(KafkaBroker broker) {
        Topic<byte[], InferenceEvent> topic = topics.events();
        List<ConsumerRecord<byte[], InferenceEvent>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], InferenceEvent> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                topic.key().deserializer(),
                topic.value().deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
