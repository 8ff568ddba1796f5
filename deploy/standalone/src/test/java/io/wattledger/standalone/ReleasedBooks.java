package io.wattledger.standalone;

import static org.awaitility.Awaitility.await;

import io.wattledger.books.Books;
import io.wattledger.books.Counts;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import io.wattledger.standalone.workload.GeneratedTrace;
import io.wattledger.standalone.workload.Pace;
import io.wattledger.standalone.workload.ReplayPlan;
import io.wattledger.standalone.workload.Replayer;
import io.wattledger.standalone.workload.TimeShift;
import io.wattledger.v1.InferenceEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The books that a release left on a disk: broker, registry and state in {@code books.zip}, and what they said in {@code books.txt}.
 *
 * @param folder of the release
 */
record ReleasedBooks(Path folder) {

    private static final Path RELEASES = Path.of("src/test/resources/releases");
    private static final Standalone.Ports ANY = new Standalone.Ports(0, 0, 0);
    private static final String ZIP = "books.zip";
    private static final String SAID = "books.txt";

    /** Nothing gets too old within ten years, so that the test does the same on each day. */
    static final Map<String, String> SETTINGS = settings();

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        List.of(
                        "booking.usage-retention",
                        "totals.minute-retention",
                        "totals.hour-retention",
                        "totals.day-retention",
                        "topics.event-retention",
                        "topics.rejected-retention",
                        "topics.alert-retention",
                        "topics.table-history",
                        "booking.dedup-horizon")
                .forEach(key -> settings.put(key, "3650d"));
        settings.put("topics.event-partitions", "2");
        settings.put("topics.journal-partitions", "2");
        settings.put("budgets.assistant.joules", "1000");
        return Map.copyOf(settings);
    }

    static List<ReleasedBooks> all() throws IOException {
        try (Stream<Path> folders = Files.list(RELEASES)) {
            return folders.sorted().map(ReleasedBooks::new).toList();
        }
    }

    static Standalone start(Path data) throws Exception {
        return Standalone.start(data, ANY, SETTINGS);
    }

    /** Leaves the books that today's version writes as those of a release. */
    static void record(String version, Path data) throws Exception {
        var release = new ReleasedBooks(Files.createDirectories(RELEASES.resolve(version)));
        try (Standalone parts = start(data);
                Producer<byte[], byte[]> producer = parts.producer()) {
            String topic = parts.topics().events().name();
            var codec = parts.topics().eventCodec();
            new Replayer(producer, topic, event -> codec.encode(topic + "-value", event))
                    .run(
                            new GeneratedTrace(7, 300, Duration.ofMinutes(20)),
                            new ReplayPlan("recorded", Pace.max(), TimeShift.TO_NOW));
            send(producer, topic, "no avro at all".getBytes(StandardCharsets.UTF_8));
            Instant now = Instant.now();
            for (int i = 0; i < 3; i++) {
                // The second is a copy of the first.
                InferenceEvent keyless = event("keyless-" + i / 2, "assistant", now);
                send(producer, topic, codec.encode(topic + "-value", keyless));
            }
            producer.flush();
            awaitBooked(parts);
            Files.writeString(release.folder().resolve(SAID), said(parts.app().books()));
        }
        ZippedFolder.write(data, release.folder().resolve(ZIP), ReleasedBooks::isWanted);
    }

    /** Without a key. */
    private static void send(Producer<byte[], byte[]> producer, String topic, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, value)).get();
    }

    /** Logs, and settings that are written anew at each start, tell of the machine and not of the books. */
    private static boolean isWanted(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean isLog = name.startsWith("LOG") || (name.endsWith(".log") && file.startsWith("registry"));
        return !isLog && !name.equals("server.properties");
    }

    void unpack(Path data) throws IOException {
        ZippedFolder.read(folder.resolve(ZIP), data);
    }

    /** What the books said. */
    String said() throws IOException {
        return Files.readString(folder.resolve(SAID));
    }

    static InferenceEvent event(String id, String team, Instant at) {
        return InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("test")
                .setOccurredAt(at)
                .setModelId("llama-3.1-8b-instruct")
                .setGpu("h100-sxm5-80gb")
                .setTeam(team)
                .setRegion("eu-west-1")
                .setInputTokens(100)
                .setOutputTokens(10)
                .build();
    }

    /** Waits until the books hold all events that are in Kafka. */
    static void awaitBooked(Standalone parts) {
        var ends = TopicContents.of(
                        parts.bootstrapServers(), parts.topics().events().name())
                .ends();
        await().atMost(Duration.ofSeconds(90)).until(() -> parts.app().books().include(ends));
    }

    /** Counts, and the requests and the energy of each of the dimensions. */
    static String said(Books books) {
        Counts counts = books.counts();
        String totals = books.totals().entrySet().stream()
                .map(total -> line(total.getKey(), total.getValue()))
                .sorted()
                .collect(Collectors.joining("\n"));
        return "in %d, booked %d, parked %d, duplicate %d, rejected %d\n%s\n"
                .formatted(
                        counts.in(), counts.booked(), counts.parked(), counts.duplicate(), counts.rejected(), totals);
    }

    private static String line(Dimensions of, Total total) {
        return "%s %s %s %s %s: %d requests, %s"
                .formatted(
                        of.team(),
                        of.project().orElse("-"),
                        of.modelId(),
                        of.gpu(),
                        of.region(),
                        total.usage().requests(),
                        total.footprint()
                                .energy()
                                .map(energy ->
                                        energy.low() + " " + energy.central() + " " + energy.high() + " microjoules")
                                .orElse("energy unknown"));
    }

    @Override
    public String toString() {
        return String.valueOf(folder.getFileName());
    }
}
