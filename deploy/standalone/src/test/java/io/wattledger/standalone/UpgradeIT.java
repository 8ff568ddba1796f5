package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wattledger.books.Books;
import io.wattledger.books.Counts;
import io.wattledger.v1.InferenceEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Today's version goes on with the books that each release left on a disk, with its state and without. */
class UpgradeIT {

    @TempDir
    static Path recorded;

    @TempDir
    Path folder;

    static List<ReleasedBooks> releases() throws Exception {
        String version = System.getProperty("wattledger.release.record", "");
        if (!version.isEmpty() && !Files.exists(recorded.resolve("kafka"))) {
            ReleasedBooks.record(version, recorded);
        }
        return ReleasedBooks.all();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void shouldGoOnWithTheBooksOfARelease(ReleasedBooks release) throws Exception {
        release.unpack(folder);
        assertThat(stores()).as("tasks of both rooms have their state").contains("2_0", "2_1", "3_0", "3_1");

        goOn(release);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void shouldGoOnWithTheBooksOfAReleaseWhoseStateIsLost(ReleasedBooks release) throws Exception {
        release.unpack(folder);
        delete(folder.resolve("state"));

        goOn(release);
    }

    private void goOn(ReleasedBooks release) throws Exception {
        try (Standalone parts = ReleasedBooks.start(folder);
                Producer<byte[], byte[]> producer = parts.producer()) {
            // Given: the books are what they were
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(ReleasedBooks.said(parts.app().books())).isEqualTo(release.said()));
            Books before = parts.app().books();

            // When: all comes once more, and two events that are new, one of them in a minute that the release booked
            String topic = parts.topics().events().name();
            List<ConsumerRecord<byte[], byte[]>> old =
                    TopicContents.of(parts.bootstrapServers(), topic).records();
            for (ConsumerRecord<byte[], byte[]> each : old) {
                // What has no key is spread, as producers do.
                Integer partition = each.key() == null ? null : each.partition();
                producer.send(new ProducerRecord<>(topic, partition, each.key(), each.value()))
                        .get();
            }
            InferenceEvent booked = booked(parts, old);
            send(
                    parts,
                    producer,
                    InferenceEvent.newBuilder(booked).setEventId("new").build());
            send(parts, producer, ReleasedBooks.event("newer", "upgraded", booked.getOccurredAt()));
            ReleasedBooks.awaitBooked(parts);

            // Then: the copies are known, and the totals went on
            Counts was = before.counts();
            Counts is = parts.app().books().counts();
            assertThat(is.in()).isEqualTo(was.in() + old.size() + 2);
            assertThat(is.booked()).isEqualTo(was.booked() + 2);
            assertThat(is.parked()).isEqualTo(was.parked());
            assertThat(is.rejected()).isEqualTo(2 * was.rejected());
            assertThat(is.duplicate()).isEqualTo(was.duplicate() + old.size() - was.rejected());
            assertThat(changes(before, parts.app().books()))
                    .containsExactlyInAnyOrder(booked.getTeam() + ": 1 more", "upgraded: 1 more");
            assertThat(audit(parts)).contains("CLEAN: the books add up");
        }
    }

    private static InferenceEvent booked(Standalone parts, List<ConsumerRecord<byte[], byte[]>> records) {
        var events = parts.topics().events();
        return records.stream()
                .filter(each -> each.key() != null)
                .map(each -> events.value().deserializer().deserialize(events.name(), each.value()))
                .filter(each -> each.getTeam().equals("assistant"))
                .findFirst()
                .orElseThrow();
    }

    private static void send(Standalone parts, Producer<byte[], byte[]> producer, InferenceEvent event)
            throws Exception {
        String topic = parts.topics().events().name();
        byte[] key = event.getEventId().getBytes(StandardCharsets.UTF_8);
        byte[] value = parts.topics().eventCodec().encode(topic + "-value", event);
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    /** Of which dimensions there is more than before. */
    private static List<String> changes(Books before, Books after) {
        return after.totals().entrySet().stream()
                .filter(total -> !total.getValue().equals(before.totals().get(total.getKey())))
                .map(total -> {
                    var was = before.totals().get(total.getKey());
                    long more = total.getValue().usage().requests()
                            - (was == null ? 0 : was.usage().requests());
                    return total.getKey().team() + ": " + more + " more";
                })
                .toList();
    }

    private static String audit(Standalone parts) {
        List<String> arguments = new ArrayList<>(
                List.of("audit", "--bootstrap", parts.bootstrapServers(), "--registry", parts.registryUrl()));
        ReleasedBooks.SETTINGS.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        assertThat(status).as(out + "\n" + err).isZero();
        return out.toString();
    }

    private Set<String> stores() throws IOException {
        try (Stream<Path> tasks = Files.walk(folder.resolve("state"))) {
            return tasks.filter(path -> path.endsWith("rocksdb"))
                    .map(path -> String.valueOf(path.getName(path.getNameCount() - 2)))
                    .collect(Collectors.toSet());
        }
    }

    private static void delete(Path tree) throws IOException {
        try (var data = new DataFolder(tree, true)) {
            assertThat(data.path()).isDirectory();
        }
    }
}
