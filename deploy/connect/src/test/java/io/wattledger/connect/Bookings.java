package io.wattledger.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.standalone.audit.AuditReport;
import io.wattledger.standalone.workload.GeneratedTrace;
import io.wattledger.standalone.workload.Pace;
import io.wattledger.standalone.workload.ReplayPlan;
import io.wattledger.standalone.workload.Replayer;
import io.wattledger.standalone.workload.TimeShift;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.OperatingPoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is booked: a trace, rarities, costs that arrive late, a revision into the past; and entries that are aborted. */
final class Bookings {

    private static final GeneratedTrace TRACE = new GeneratedTrace(11, 2_000, Duration.ofMinutes(40));
    private static final String MODEL = "llama-3.1-8b-instruct";
    private static final String GPU = "h100-sxm5-80gb";

    /** When the rarities occurred. */
    private final Instant now;

    Bookings(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** Books all of it; the books must be clean. */
    AuditReport book(Books books) throws Exception {
        abortEntries(books);
        books.begin();
        var topic = books.topics().events();
        try (Producer<byte[], byte[]> producer = books.producer(Map.of())) {
            var replayer = new Replayer(
                    producer, topic.name(), event -> topic.value().serializer().serialize(topic.name(), event));
            replayer.run(TRACE, new ReplayPlan("connect", Pace.max(), TimeShift.TO_NOW));
            for (InferenceEvent.Builder event : List.of(
                    event("without-a-project"),
                    event("with-a-project").setProject("p"),
                    event("measured").setMeasuredEnergyMicrojoules(123_456_789L),
                    event("unsited").setRegion("nowhere-1"),
                    event("unpriced").setTeam("nobody").setModelId("unheard-of"))) {
                InferenceEvent built = event.build();
                producer.send(Books.record(topic, built.getEventId().getBytes(StandardCharsets.UTF_8), built))
                        .get();
            }
            assertThat(books.audit().clean()).isTrue();
            var costs = books.topics().costs();
            for (String gpu : List.of("b200-sxm-180gb", GPU)) {
                producer.send(Books.record(
                                costs,
                                GeneratedTrace.UNKNOWN_MODEL + "|" + gpu,
                                costs(GeneratedTrace.UNKNOWN_MODEL, gpu, "late")))
                        .get();
            }
            producer.send(Books.record(costs, MODEL + "|" + GPU, costs(MODEL, GPU, "corrected")))
                    .get();
        }
        AuditReport audit = books.audit();
        assertThat(audit.clean()).as(audit.firstOfEachKind().toString()).isTrue();
        return audit;
    }

    /** In each partition of the journal, before everything else. */
    private static void abortEntries(Books books) {
        var journal = books.topics().journal();
        try (Producer<byte[], byte[]> producer =
                books.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "aborts"))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (var partition : producer.partitionsFor(journal.name())) {
                byte[] entry = Books.record(journal, "aborted", entry("9-" + partition.partition(), EntryKind.USAGE))
                        .value();
                var unused = producer.send(new ProducerRecord<>(journal.name(), partition.partition(), null, entry));
            }
            producer.flush();
            producer.abortTransaction();
        }
    }

    static FootprintEntry entry(String id, EntryKind kind) {
        return FootprintEntry.newBuilder()
                .setEntryId(id)
                .setKind(kind)
                .setWindowStart(Instant.EPOCH)
                .setTeam("by hand")
                .setModelId(MODEL)
                .setGpu(GPU)
                .setRegion("eu-west-1")
                .setRequests(1)
                .build();
    }

    private InferenceEvent.Builder event(String id) {
        return InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("test")
                .setOccurredAt(now)
                .setModelId(MODEL)
                .setGpu(GPU)
                .setTeam("rarities")
                .setRegion("eu-west-1")
                .setInputTokens(100)
                .setOutputTokens(10);
    }

    private InferenceCosts costs(String model, String gpu, String revision) {
        Estimate none = new Estimate(0.0, 0.0, 0.0);
        Estimate joule = new Estimate(5e5, 1e6, 2e6);
        OperatingPoint point = new OperatingPoint(1, new Estimate(9e8, 1e9, 2e9), joule, none, joule);
        return new InferenceCosts(
                model,
                gpu,
                List.of(new CostRevision(
                        revision,
                        now.minus(Duration.ofDays(1)),
                        null,
                        "by hand",
                        null,
                        List.of(point),
                        null,
                        List.of())));
    }

    /** The offset of the last committed record of each partition that has one. */
    static Map<TopicPartition, Long> lastOffsets(String bootstrapServers, String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        Map<TopicPartition, Long> last = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> last.put(new TopicPartition(topic, record.partition()), record.offset()));
            }
        }
        return last;
    }
}
