package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.books.Books;
import io.wattledger.books.Counts;
import io.wattledger.ledger.Amount;
import io.wattledger.standalone.workload.ExpectedBooks;
import io.wattledger.standalone.workload.GeneratedTrace;
import io.wattledger.standalone.workload.Pace;
import io.wattledger.standalone.workload.ReplayPlan;
import io.wattledger.standalone.workload.Replayer;
import io.wattledger.standalone.workload.TimeShift;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.RejectReason;
import io.wattledger.v1.RejectedEvent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real broker, real registry, real application: what they book is what {@link PlainBooks} makes of the same records. */
class StandaloneIT {

    private static final Standalone.Ports ANY = new Standalone.Ports(0, 0, 0);
    private static final GeneratedTrace TRACE = new GeneratedTrace(7, 1_000, Duration.ofMinutes(20));
    private static final byte[] POISON = "no avro at all".getBytes(StandardCharsets.UTF_8);
    private static final byte[] POISON_KEY = {0, -1};
    private static final String HOSTILE_TEAM = "<img src=x onerror=\"alert('team')\">&\\";

    @TempDir
    static Path folder;

    private static Standalone standalone;
    private static TopicContents events;
    private static PlainBooks expected;

    @BeforeAll
    static void bookATraceAPoisonRecordAndSomeRarities() throws Exception {
        standalone = Standalone.start(folder, ANY);
        try (Producer<byte[], byte[]> producer = standalone.producer()) {
            String topic = standalone.topics().events().name();
            producer.send(new ProducerRecord<>(topic, 0, POISON_KEY, POISON)).get();
            replayer(standalone, producer).run(TRACE, new ReplayPlan("once", Pace.max(), TimeShift.TO_NOW));
            send(standalone, producer, event("hostile").setTeam(HOSTILE_TEAM));
            send(standalone, producer, event("measured").setMeasuredEnergyMicrojoules(123_456_789L));
            send(standalone, producer, event("unsited").setRegion("nowhere-1"));
            send(standalone, producer, event("batched").setBatchSize(3));
        }
        events = awaitBooked(standalone);
        expected = new PlainBooks(events.records(), standalone.topics().events());
    }

    @AfterAll
    static void stop() {
        standalone.close();
    }

    @Test
    void shouldCountEachEventOnce() {
        Counts counts = standalone.app().books().counts();

        ExpectedBooks trace = TRACE.expected();
        assertThat(counts.in()).isEqualTo(trace.in() + 5).isEqualTo(expected.in);
        assertThat(counts.booked()).isEqualTo(trace.booked() + 4).isEqualTo(expected.booked);
        assertThat(counts.parked()).isEqualTo(trace.parked()).isEqualTo(expected.parked);
        assertThat(counts.duplicate()).isEqualTo(trace.duplicates()).isEqualTo(expected.duplicate);
        assertThat(counts.rejected()).isEqualTo(trace.rejected() + 1).isEqualTo(expected.rejected);
    }

    @Test
    void shouldTotalToTheMicrojouleWhatAPlainComputationTotals() {
        var topics = standalone.topics();

        assertThat(contents(topics.running().name()).table(topics.running())).isEqualTo(expected.running);
        assertThat(contents(topics.hours().name()).table(topics.hours())).isEqualTo(expected.hours);
        assertThat(expected.running.values())
                .as("the trace covers each kind of total")
                .anyMatch(total -> total.getUnpricedRequests() > 0)
                .anyMatch(total -> total.getUnsitedRequests() > 0)
                .anyMatch(total -> total.getLateRequests() > 0)
                .anyMatch(total -> total.getMeasuredEstimateMicrojoules() != null);
    }

    @Test
    void shouldKeepAPoisonRecordWithItsBytes() {
        var topic = standalone.topics().rejected();
        List<RejectedEvent> refused = contents(topic.name()).records().stream()
                .map(record -> topic.value().deserializer().deserialize(topic.name(), record.value()))
                .toList();

        assertThat(refused).hasSize((int) expected.rejected);
        RejectedEvent poison = refused.stream()
                .filter(each -> each.getPartition() == 0 && each.getOffset() == 0)
                .findFirst()
                .orElseThrow();
        assertThat(poison.getReason()).isEqualTo(RejectReason.UNDECODABLE);
        assertThat(poison.getTopic()).isEqualTo(standalone.topics().events().name());
        assertThat(bytes(poison.getValue())).isEqualTo(POISON);
        assertThat(bytes(poison.getKey())).isEqualTo(POISON_KEY);
    }

    @Test
    void shouldScrapeWhatIsInTheBooks() throws Exception {
        Map<Series, Double> scrape = scrape(get("/metrics").body());

        Books books = standalone.app().books();
        Map<Map<String, String>, Long> requests = new HashMap<>();
        Map<Map<String, String>, Long> energy = new HashMap<>();
        Map<Map<String, String>, Long> carbon = new HashMap<>();
        expected.running.forEach((of, total) -> {
            Map<String, String> labels = Map.of(
                    "team", of.getTeam(), "model", of.getModelId(), "gpu", of.getGpu(), "region", of.getRegion());
            requests.merge(labels, total.getRequests(), Long::sum);
            if (total.getEnergyMicrojoules() != null) {
                energy.merge(labels, total.getEnergyMicrojoules().getCentral(), Long::sum);
            }
            if (total.getCarbonMicrograms() != null) {
                carbon.merge(labels, total.getCarbonMicrograms().getHigh(), Long::sum);
            }
        });
        assertThat(series(scrape, "wattledger_requests_total", 1)).isEqualTo(requests);
        assertThat(series(scrape, "wattledger_energy_joules_total", 1e6)).isEqualTo(energy);
        assertThat(series(scrape, "wattledger_carbon_high_grams_total", 1e6)).isEqualTo(carbon);
        assertThat(series(scrape, "wattledger_events_total", 1))
                .isEqualTo(Map.of(
                        Map.of("outcome", "booked"), expected.booked,
                        Map.of("outcome", "parked"), expected.parked,
                        Map.of("outcome", "duplicate"), expected.duplicate,
                        Map.of("outcome", "rejected"), expected.rejected));
        assertThat(sum(books, amount -> amount.central()))
                .isEqualTo(energy.values().stream().mapToLong(Long::longValue).sum());
        assertThat(requests.keySet()).anyMatch(labels -> HOSTILE_TEAM.equals(labels.get("team")));
    }

    @Test
    void shouldServeHealthAndAPageThatATeamCannotWriteTo() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).as("nothing of the books is in it").doesNotContain("<img src=x", "rarities");
    }

    @Test
    void shouldAnswerWithWindowsThatAddUpToTheTotals() throws Exception {
        JsonNode total = json("/api/v1/footprint?by=team");
        JsonNode days = json("/api/v1/footprint?step=1d&by=team&from=-3d");
        JsonNode minutes = json("/api/v1/footprint?step=1m&from=-61m");

        Map<String, Long> ofTotal = requests(total);
        assertThat(ofTotal).containsKey(HOSTILE_TEAM);
        assertThat(requests(days)).isEqualTo(ofTotal);
        assertThat(days.at("/total/energyJoules")).isEqualTo(total.at("/total/energyJoules"));
        assertThat(days.at("/complete").asBoolean()).isTrue();
        // Its edges are minutes and hours that no instance holds in memory.
        JsonNode period = json("/api/v1/footprint?by=team&from=-1807m");
        assertThat(requests(period)).isEqualTo(ofTotal);
        assertThat(period.at("/total")).isEqualTo(total.at("/total"));
        assertThat(period.at("/complete").asBoolean()).isTrue();
        assertThat(minutes.at("/rows").size()).isGreaterThan(10);
        assertThat(minutes.at("/total/requests").asLong())
                .isEqualTo(ofTotal.values().stream().mapToLong(Long::longValue).sum());
    }

    private static Map<String, Long> requests(JsonNode footprint) {
        Map<String, Long> requests = new HashMap<>();
        footprint
                .at("/rows")
                .forEach(row -> requests.merge(
                        row.at("/team").asText(), row.at("/requests").asLong(), Long::sum));
        return requests;
    }

    @Test
    void shouldTellWhereACostComesFrom() throws Exception {
        JsonNode cost = json("/api/v1/costs/llama-3.1-8b-instruct/h100-sxm5-80gb");
        assertThat(cost.at("/revisions/0/inForce").asBoolean()).isTrue();
        assertThat(cost.at("/revisions/0/method").asText()).isNotEmpty();
        assertThat(cost.at("/revisions/0/operatingPoints/0/joulesPerOutputToken/central")
                        .asDouble())
                .isPositive();
        assertThat(cost.at("/revisions/0/provenance"))
                .isNotEmpty()
                .allSatisfy(term -> assertThat(term.at("/source").asText()).isNotEmpty());
        JsonNode site = json("/api/v1/sites/eu-west-1");
        assertThat(site.at("/revisions/0/pue").asDouble()).isGreaterThanOrEqualTo(1);
        assertThat(json("/api/v1/costs/unknown/h100-sxm5-80gb").at("/revisions"))
                .isEmpty();
    }

    private static JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void shouldWriteItsTablesOnce(@TempDir Path own) throws Exception {
        List<Map<Integer, Long>> ends = new ArrayList<>();
        for (int start = 0; start < 2; start++) {
            try (Standalone parts = Standalone.start(own, ANY)) {
                for (String topic : List.of(
                        parts.topics().costs().name(), parts.topics().sites().name())) {
                    ends.add(TopicContents.of(parts.bootstrapServers(), topic).ends());
                }
            }
        }
        assertThat(ends.get(0).get(0)).isPositive();
        assertThat(ends.subList(2, 4)).isEqualTo(ends.subList(0, 2));
    }

    @Test
    void shouldGoOnWithTheSameBooksAfterAStopInTheMiddle(@TempDir Path own) throws Exception {
        // Given: stopped when some of the trace is booked and some is not even sent
        try (Standalone first = Standalone.start(own, ANY);
                Producer<byte[], byte[]> producer = first.producer()) {
            Replayer replay = replayer(first, producer);
            var sent = CompletableFuture.supplyAsync(
                    () -> replay.run(TRACE, new ReplayPlan("twice", Pace.rate(50), TimeShift.TO_NOW)));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> first.app().books().counts().in() > 100);
            replay.stop();
            assertThat(sent.join().complete()).isFalse();
        }

        // When: all of it is sent again
        try (Standalone second = Standalone.start(own, ANY);
                Producer<byte[], byte[]> producer = second.producer()) {
            replayer(second, producer).run(TRACE, new ReplayPlan("twice", Pace.max(), TimeShift.TO_NOW));
            TopicContents all = awaitBooked(second);

            // Then: what came twice is booked once, by the computation and by the books
            PlainBooks plain = new PlainBooks(all.records(), second.topics().events());
            Counts counts = second.app().books().counts();
            assertThat(counts.in())
                    .isEqualTo(all.records().size())
                    .isGreaterThan(TRACE.expected().in() + 100);
            assertThat(counts.booked()).isEqualTo(TRACE.expected().booked()).isEqualTo(plain.booked);
            assertThat(counts.parked()).isEqualTo(TRACE.expected().parked()).isEqualTo(plain.parked);
            assertThat(counts.duplicate()).isEqualTo(plain.duplicate);
            assertThat(counts.rejected()).isEqualTo(plain.rejected);
            var topics = second.topics();
            assertThat(TopicContents.of(
                                    second.bootstrapServers(), topics.running().name())
                            .table(topics.running()))
                    .isEqualTo(plain.running);
            assertThat(TopicContents.of(
                                    second.bootstrapServers(), topics.hours().name())
                            .table(topics.hours()))
                    .isEqualTo(plain.hours);
        }
    }

    @Test
    void shouldLeaveNoProcessAndNoOpenPort(@TempDir Path own) throws Exception {
        // Given
        List<Long> before = children();
        Standalone parts = Standalone.start(own, ANY);
        List<Integer> ports = List.of(
                port(parts.bootstrapServers()),
                URI.create(parts.registryUrl()).getPort(),
                parts.app().httpPort());
        assertThat(children()).hasSizeGreaterThan(before.size());
        assertThat(ports).allMatch(StandaloneIT::listens);

        // When
        parts.close();

        // Then
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(children()).isSubsetOf(before));
        assertThat(ports).noneMatch(StandaloneIT::listens);
    }

    private static Replayer replayer(Standalone parts, Producer<byte[], byte[]> producer) {
        String topic = parts.topics().events().name();
        var codec = parts.topics().eventCodec();
        return new Replayer(producer, topic, event -> codec.encode(topic + "-value", event));
    }

    private static InferenceEvent.Builder event(String id) {
        return InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("test")
                .setOccurredAt(Instant.now())
                .setModelId("llama-3.1-8b-instruct")
                .setGpu("h100-sxm5-80gb")
                .setTeam("rarities")
                .setRegion("eu-west-1")
                .setInputTokens(100)
                .setOutputTokens(10);
    }

    private static void send(Standalone parts, Producer<byte[], byte[]> producer, InferenceEvent.Builder event)
            throws Exception {
        String topic = parts.topics().events().name();
        InferenceEvent built = event.build();
        producer.send(new ProducerRecord<>(
                        topic,
                        built.getEventId().getBytes(StandardCharsets.UTF_8),
                        parts.topics().eventCodec().encode(topic + "-value", built)))
                .get();
    }

    /** Waits until the books hold all events that are in Kafka. */
    private static TopicContents awaitBooked(Standalone parts) {
        TopicContents contents = TopicContents.of(
                parts.bootstrapServers(), parts.topics().events().name());
        await().atMost(Duration.ofSeconds(60)).until(() -> parts.app().books().include(contents.ends()));
        return contents;
    }

    private static TopicContents contents(String topic) {
        return TopicContents.of(standalone.bootstrapServers(), topic);
    }

    private static byte[] bytes(java.nio.ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + standalone.app().httpPort() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private record Series(String name, Map<String, String> labels) {}

    private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{(.*)} (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static Map<Series, Double> scrape(String text) {
        Map<Series, Double> series = new HashMap<>();
        for (String line : text.lines().toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                Map<String, String> labels = new HashMap<>();
                Matcher label = LABEL.matcher(sample.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2).replaceAll("\\\\(.)", "$1"));
                }
                series.put(new Series(sample.group(1), labels), Double.parseDouble(sample.group(3)));
            }
        }
        return series;
    }

    private static Map<Map<String, String>, Long> series(Map<Series, Double> scrape, String name, double scale) {
        Map<Map<String, String>, Long> values = new HashMap<>();
        scrape.forEach((series, value) -> {
            if (series.name().equals(name)) {
                // Series are of one partition each; what they say is the sum.
                Map<String, String> labels = new HashMap<>(series.labels());
                labels.remove("partition");
                values.merge(labels, Math.round(value * scale), Long::sum);
            }
        });
        return values;
    }

    private static long sum(Books books, ToLongFunction<Amount<?>> end) {
        return books.totals().values().stream()
                .map(total -> total.footprint().energy())
                .flatMap(Optional::stream)
                .mapToLong(end)
                .sum();
    }

    private static List<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
