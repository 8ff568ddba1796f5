package io.wattledger.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
    private static final String TOPIC = "readings";
    private static final long YEARS_AGO = 1_000_000_000_000L;

    /** Started once per JVM by libraries, daemons all: Yammer's meters, Scala's and Java's pools, the cleaner of buffers. */
    private static final Pattern OF_THE_JVM = Pattern.compile(
            "metrics-meter-tick-thread.*|ForkJoinPool.*|Common-Cleaner|process reaper.*|Attach Listener|awaitility.*|.*GC.*");

    @TempDir
    Path folder;

    @Test
    void shouldKeepRecordsOffsetsAndClusterIdOverARestart() throws Exception {
        String clusterId;
        try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
            // Given
            assertThat(broker.bootstrapServers()).matches("127\\.0\\.0\\.1:\\d+");
            clusterId = clusterId(broker);
            createTopic(broker);
            produce(broker, "a", "b");
            assertThat(consume(broker, 2)).containsExactly("a", "b");
        }
        // When
        try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
            produce(broker, "c");
            // Then
            assertThat(clusterId(broker)).isEqualTo(clusterId);
            assertThat(consume(broker, 1)).containsExactly("c");
        }
    }

    @Test
    void shouldLeaveNoThreadBehind() {
        // Given
        KafkaBroker.start(folder, 0).close();
        Set<Thread> before = threads();
        // When
        KafkaBroker.start(folder, 0).close();
        // Then
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
        assertThat(before).allMatch(thread -> !thread.getName().contains("kafka"));
    }

    @Test
    void shouldServeTransactions() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
            createTopic(broker);
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "books"),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, "committed")).get();
                producer.commitTransaction();
            }
            assertThat(consume(broker, 1)).containsExactly("committed");
        }
    }

    @Test
    void shouldRefuseAFolderInUse() {
        try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
            assertThatThrownBy(() -> KafkaBroker.start(folder, 0))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use")
                    .hasMessageContaining("choose another folder");
            assertThat(broker.bootstrapServers()).isNotEmpty();
        }
    }

    @Test
    void shouldRefuseAPortThatIsTakenAndUnlockTheFolder() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> KafkaBroker.start(folder, port))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("choose another port");
        }
        BrokerFolder.open(folder).close();
    }

    @Test
    void shouldRefuseAFolderOfANewerKafka() throws Exception {
        Files.writeString(folder.resolve("kafka.version"), "99.1.0");
        assertThatThrownBy(() -> KafkaBroker.start(folder, 0))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("99.1.0")
                .hasMessageContaining("another folder");
    }

    @Test
    void shouldSayWhatIsWrongWithADamagedFolder() throws Exception {
        Files.createDirectories(folder.resolve("log"));
        Files.writeString(folder.resolve("log").resolve("meta.properties"), "version=7\ncluster.id=x\nnode.id=1\n");
        assertThatThrownBy(() -> KafkaBroker.start(folder, 0))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("No readable meta.properties");
        BrokerFolder.open(folder).close();
    }

    private static String clusterId(KafkaBroker broker) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void createTopic(KafkaBroker broker) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void produce(KafkaBroker broker, String... values) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, 0, YEARS_AGO, "key", value))
                        .get();
            }
        }
    }

    /** Reads on from the group's committed offset and commits. */
    private static List<String> consume(KafkaBroker broker, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        "readers",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
            consumer.commitSync();
        }
        return values;
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !OF_THE_JVM.matcher(thread.getName()).matches())
                .collect(Collectors.toSet());
    }
}
