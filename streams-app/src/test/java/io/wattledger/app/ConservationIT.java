package io.wattledger.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wattledger.config.Config;
import io.wattledger.config.ConfigReader;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.v1.AlertDirection;
import io.wattledger.v1.FootprintAlert;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.IntakeCount;
import io.wattledger.v1.Range;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing is lost and nothing is booked twice, whatever is stopped when. This is what notices that an upgrade of Kafka Streams moved
 * the moment that {@code CommitHook} waits for.
 */
class ConservationIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int ROUNDS = 3;
    private static final int EVENTS_AT_A_TIME = 500;

    /** A team that uses half of its budget in the first round, and all of it in the second one. */
    private static final String BUDGETED = "team-0";

    @TempDir
    static Path shared;

    static KafkaBroker broker;
    static RegistryServer registry;

    @TempDir
    Path folder;

    /** What the events say, added up without any of the application's code. */
    private static final class Expected {

        private final Map<String, long[]> byTeam = new TreeMap<>();
        private final List<InferenceEvent> sent = new ArrayList<>();
        private long booked;
        private long parked;
        private long duplicates;
        private long rejected;

        void add(InferenceEvent event, boolean known) {
            long[] sums = byTeam.computeIfAbsent(event.getTeam(), team -> new long[4]);
            sums[0]++;
            sums[1] += event.getInputTokens();
            sums[2] += event.getOutputTokens();
            if (known) {
                booked++;
                sums[3] += 250_000 * event.getInputTokens() + 2_000_000 * event.getOutputTokens();
            } else {
                parked++;
            }
        }

        Map<String, List<Long>> teams() {
            return byTeam.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            sums -> Arrays.stream(sums.getValue()).boxed().toList()));
        }
    }

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

    /** With room for everything until the commit, and with room for two cells, so that most is written ahead of it. */
    @ParameterizedTest(name = "buffers of {0}")
    @ValueSource(ints = {100_000, 2})
    void shouldKeepEveryEventOnceWhileItIsStoppedAndBrokenAndStarted(int bufferSize) throws Exception {
        // Given
        Config config = config(bufferSize);
        App.prepare(config).close();
        try (SchemaRegistry schemas = SchemaRegistries.connect(config.registry())) {
            Topics topics = new Topics(config.topics().prefix(), schemas, true);
            try (BooksClient client = new BooksClient(topics, broker.bootstrapServers())) {
                client.publishCostAndSite();
                Expected expected = new Expected();
                Random random = new Random(41);

                // When: it is stopped in the middle of its work, three times, and once its threads die of it
                for (int round = 0; round < ROUNDS; round++) {
                    try (App app = App.start(config)) {
                        long before = app.books().counts().in();
                        send(client, expected, random, round);
                        await().atMost(LONG).until(() -> app.books().counts().in() > before);
                        send(client, expected, random, round);
                        if (round == 1) {
                            breakThreads(app, client);
                            expected.rejected++;
                        }
                        send(client, expected, random, round);
                    }
                }
                Map<Integer, Long> offsets = client.flush();
                try (App app = App.start(config)) {
                    await().atMost(LONG).until(() -> app.books().include(offsets));
                }

                // Then
                assertBooks(client, topics, expected);
            }
        }
    }

    private static void send(BooksClient client, Expected expected, Random random, int round) {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        for (int i = 0; i < EVENTS_AT_A_TIME; i++) {
            boolean known = random.nextInt(10) > 0;
            InferenceEvent.Builder event = BooksClient.event(round + "-" + random.nextLong())
                    .setOccurredAt(minute.minus(random.nextInt(5), ChronoUnit.MINUTES))
                    .setTeam("team-" + random.nextInt(4))
                    .setProject(random.nextBoolean() ? "project" : null)
                    .setModelId(known ? BooksClient.MODEL : "unknown")
                    .setInputTokens(random.nextInt(3_000))
                    .setOutputTokens(random.nextInt(500));
            expected.add(event.build(), known);
            client.send(event);
            expected.sent.add(event.build());
            if (random.nextInt(20) == 0) {
                // Any event of before, most of them of before a stop.
                expected.duplicates++;
                client.send(InferenceEvent.newBuilder(expected.sent.get(random.nextInt(expected.sent.size()))));
            }
        }
    }

    /** An event of a schema that only a registry could tell, while there is none: threads die in the middle of a transaction. */
    private static void breakThreads(App app, BooksClient client) throws Exception {
        URI url = URI.create(registry.url());
        registry.close();
        client.sendBytes("poison", new byte[] {0, 0, 15, 66, 63, 0});
        await().atMost(LONG).until(() -> failedThreads(app) > 0);
        registry = RegistryServer.start(shared.resolve("registry"), url.getPort());
    }

    private static double failedThreads(App app) throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + app.httpPort() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("kafka_stream_failed_stream_threads"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void assertBooks(BooksClient client, Topics topics, Expected expected) {
        List<FootprintEntry> journal = client.read(topics.journal()).stream()
                .<FootprintEntry>map(ConsumerRecord::value)
                .toList();
        assertThat(journal.stream().map(FootprintEntry::getEntryId)).doesNotHaveDuplicates();
        assertThat(sums(journal)).as("the journal").isEqualTo(expected.teams());
        assertThat(totals(client.table(topics.running()), key -> key.getTeam()))
                .as("running totals")
                .isEqualTo(expected.teams());
        assertThat(totals(client.table(topics.minutes()), key -> key.getTeam()))
                .as("one-minute totals")
                .isEqualTo(expected.teams());
        assertThat(totals(client.table(topics.days()), key -> key.getTeam()))
                .as("one-day totals")
                .isEqualTo(expected.teams());

        assertBudget(client, topics, expected);

        Collection<IntakeCount> counts = client.table(topics.intake()).values();
        assertThat(counts.stream().mapToLong(IntakeCount::getBooked).sum()).isEqualTo(expected.booked);
        assertThat(counts.stream().mapToLong(IntakeCount::getParked).sum()).isEqualTo(expected.parked);
        assertThat(counts.stream().mapToLong(IntakeCount::getDuplicate).sum()).isEqualTo(expected.duplicates);
        assertThat(counts.stream().mapToLong(IntakeCount::getRejected).sum()).isEqualTo(expected.rejected);
    }

    /** Each threshold is announced once, whatever was aborted and done again, and the month is the sum of its events. */
    private static void assertBudget(BooksClient client, Topics topics, Expected expected) {
        List<FootprintAlert> alerts = client.read(topics.alerts()).stream()
                .<FootprintAlert>map(ConsumerRecord::value)
                .toList();
        assertThat(alerts).extracting(FootprintAlert::getThresholdPercent).containsExactly(50, 80, 100);
        assertThat(alerts).extracting(FootprintAlert::getDirection).containsOnly(AlertDirection.REACHED);
        assertThat(alerts).extracting(FootprintAlert::getAlertId).doesNotHaveDuplicates();
        assertThat(client.table(topics.budgets()).values())
                .singleElement()
                .extracting(month -> month.getBudgets().get(0).getSpentMicros().getCentral())
                .isEqualTo(Objects.requireNonNull(expected.byTeam.get(BUDGETED))[3]);
    }

    /** No month ends there while the test runs. */
    private static ZoneId whereItIsNoon() {
        return ZoneOffset.ofHours(12 - Instant.now().atZone(ZoneOffset.UTC).getHour());
    }

    private static Map<String, List<Long>> sums(List<FootprintEntry> journal) {
        Map<String, List<Long>> sums = new HashMap<>();
        journal.forEach(entry -> sums.merge(
                entry.getTeam(),
                List.of(
                        entry.getRequests(),
                        entry.getInputTokens(),
                        entry.getOutputTokens(),
                        central(Optional.ofNullable(entry.getEnergyMicrojoules()))),
                ConservationIT::plus));
        return sums;
    }

    private static <K> Map<String, List<Long>> totals(Map<K, FootprintTotal> table, Function<K, String> team) {
        Map<String, List<Long>> sums = new HashMap<>();
        table.forEach((key, total) -> sums.merge(
                team.apply(key),
                List.of(
                        total.getRequests(),
                        total.getInputTokens(),
                        total.getOutputTokens(),
                        central(Optional.ofNullable(total.getEnergyMicrojoules()))),
                ConservationIT::plus));
        return sums;
    }

    private static List<Long> plus(List<Long> a, List<Long> b) {
        return List.of(a.get(0) + b.get(0), a.get(1) + b.get(1), a.get(2) + b.get(2), a.get(3) + b.get(3));
    }

    private static long central(Optional<Range> range) {
        return range.map(Range::getCentral).orElse(0L);
    }

    private Config config(int bufferSize) {
        return ConfigReader.read(
                Optional.empty(),
                Map.of(),
                Map.ofEntries(
                        Map.entry("app.id", "conservation-" + bufferSize),
                        Map.entry("topics.prefix", "conservation-" + bufferSize + "."),
                        Map.entry("app.state-dir", folder.resolve("state").toString()),
                        Map.entry("app.commit-interval", "300ms"),
                        Map.entry("app.max-thread-replacements", "100"),
                        Map.entry("topics.event-partitions", "3"),
                        Map.entry("topics.journal-partitions", "2"),
                        Map.entry("booking.registry-limit", "0s"),
                        Map.entry("booking.max-cells", Integer.toString(bufferSize)),
                        Map.entry("totals.max-totals", Integer.toString(bufferSize)),
                        Map.entry("budgets." + BUDGETED + ".joules", "500000"),
                        Map.entry("totals.month-zone", whereItIsNoon().getId()),
                        Map.entry("http.port", "0"),
                        Map.entry("kafka.bootstrap.servers", broker.bootstrapServers()),
                        Map.entry("registry.schema.registry.url", registry.url())));
    }
}
