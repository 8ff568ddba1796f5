package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wattledger.v1.IntakeCount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wattledger run} and {@code wattledger replay} as processes, on a Kafka and a registry of someone else's. */
class RunAndReplayIT {

    private static final String HEADER = "occurredAt,modelId,gpu,team,region,inputTokens,outputTokens\n";

    @TempDir
    static Path data;

    private static Standalone standalone;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        standalone = Standalone.start(data, new Standalone.Ports(0, 0, 0));
    }

    @AfterAll
    static void stop() {
        standalone.close();
    }

    @Test
    void shouldBookInAnInstanceOfItsOwnWhatIsReplayedAndStopCleanly() throws Exception {
        try (Launched run = Launched.start(
                folder,
                arguments(
                        "run",
                        "--port",
                        "0",
                        "--set",
                        "app.state-dir=state",
                        "--set",
                        "app.id=own",
                        "--set",
                        "topics.prefix=own."))) {
            run.awaitErr("RUNNING \\(was");
            Path csv = write("day.csv", HEADER + line("search", 100) + line("search", 200));

            // When
            try (Launched replay = Launched.run(
                    folder, arguments("replay", csv.toString(), "--speed", "max", "--set", "topics.prefix=own."))) {
                assertThat(replay.status()).as(replay.err()).isZero();
                assertThat(replay.err()).contains("2 of 2 sent");
            }

            // Then: parked, since nobody has given this instance a cost table
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(parked("own.intake")).isEqualTo(2));
            run.signal("TERM");
            assertThat(run.awaitExit(Duration.ofSeconds(10))).isEqualTo(143);
            assertThat(run.err()).doesNotContain("ERROR");
        }
    }

    @Test
    void shouldSendJsonLinesAndSkipBadOnesByNumber() throws Exception {
        long before = standalone.app().books().counts().booked();
        Path lines = write(
                "day.jsonl",
                json("\"inputTokens\":100") + "\n{\"occurredAt\":\n" + json("\"inputTokens\":\"many\"") + "\n"
                        + json("\"outputTokens\":3") + "\n");

        try (Launched replay =
                Launched.run(folder, arguments("replay", lines.toString(), "--speed", "500/s", "--on-error", "skip"))) {
            assertThat(replay.err())
                    .contains("day.jsonl:2: line: is not JSON")
                    .contains("day.jsonl:3: inputTokens:")
                    .contains("2 of 2 sent  2 lines skipped");
            assertThat(replay.status()).as("not all was sent").isEqualTo(1);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(standalone.app().books().counts().booked()).isEqualTo(before + 2));
    }

    @Test
    void shouldStopAtABadLineBeforeAnythingIsSent() throws Exception {
        String topic = standalone.topics().events().name();
        Map<Integer, Long> before =
                TopicContents.of(standalone.bootstrapServers(), topic).ends();
        Path csv = write("bad.csv", HEADER + line("search", 1) + line("search", -1));

        try (Launched replay = Launched.run(folder, arguments("replay", csv.toString(), "--speed", "max"))) {
            assertThat(replay.err()).contains("bad.csv:3: inputTokens:").contains("\"-1\"");
            assertThat(replay.status()).isEqualTo(1);
        }
        assertThat(TopicContents.of(standalone.bootstrapServers(), topic).ends())
                .isEqualTo(before);
    }

    @Test
    void shouldSayThatATopicIsMissing() throws Exception {
        Path csv = write("day.csv", HEADER + line("search", 1));

        try (Launched replay =
                Launched.run(folder, arguments("replay", csv.toString(), "--set", "topics.prefix=nobodys."))) {
            assertThat(replay.err()).contains("nobodys.inference-events").contains("'wattledger run' creates it");
            assertThat(replay.status()).isEqualTo(1);
        }
    }

    private static String line(String team, int inputTokens) {
        return "2026-03-01T12:00:00Z,llama-3.1-8b-instruct,h100-sxm5-80gb," + team + ",eu-west-1," + inputTokens
                + ",10\n";
    }

    private static String json(String more) {
        return "{\"occurredAt\":\"2026-03-01T12:00:00Z\",\"modelId\":\"llama-3.1-8b-instruct\","
                + "\"gpu\":\"h100-sxm5-80gb\",\"team\":\"search\",\"region\":\"eu-west-1\"," + more + "}";
    }

    private Path write(String name, String text) throws java.io.IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String[] arguments(String... first) {
        List<String> arguments = new ArrayList<>(List.of(first));
        arguments.addAll(List.of("--bootstrap", standalone.bootstrapServers(), "--registry", standalone.registryUrl()));
        return arguments.toArray(String[]::new);
    }

    private static long parked(String topic) {
        var values = standalone.topics().intake().value().deserializer();
        Map<String, IntakeCount> last = new java.util.HashMap<>();
        TopicContents.of(standalone.bootstrapServers(), topic)
                .records()
                .forEach(record -> last.put(
                        new String(record.key(), java.nio.charset.StandardCharsets.UTF_8),
                        values.deserialize(topic, record.value())));
        return last.values().stream().mapToLong(IntakeCount::getParked).sum();
    }
}
