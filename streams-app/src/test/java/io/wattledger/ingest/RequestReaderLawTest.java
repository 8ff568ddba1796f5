package io.wattledger.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wattledger.topology.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a sender sends, it gets one answer for each element or hears that it is not CloudEvents; nothing else is thrown, and what
 * is taken is what was written.
 */
class RequestReaderLawTest {

    private static final int ROUNDS = 1_500;
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u0000",
        "\\ud83d",
        "null",
        "true",
        "-1",
        "1.5",
        "1e999",
        "\"id\":",
        "\"data\":",
        "é",
        "%",
        "\n",
        "99999999999999999999",
        "\"specversion\":\"1.0\",",
        "\"time\":\"+999999999-12-31T23:59:59Z\",",
        "{}"
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldAnswerForEachElementOfWhateverIsSent(long seed) throws IOException {
        Random random = new Random(seed);
        int read = 0;
        int sound = 0;
        for (int round = 0; round < ROUNDS; round++) {
            boolean batch = random.nextBoolean();
            byte[] body = mutated(random, batch ? batch(random) : Requests.event("e" + round));
            String type = batch ? MediaType.BATCH : MediaType.EVENT;
            List<Reading> readings;
            try {
                readings = new RequestReader(100).read(Optional.of(type), Requests.headers(Map.of()), body);
            } catch (UnreadableException e) {
                assertThat(e.getMessage()).isNotBlank();
                assertThat(isCloudEvents(body, batch))
                        .as("seed %d, round %d: %s", seed, round, new String(body, StandardCharsets.UTF_8))
                        .isFalse();
                continue;
            }
            JsonNode tree = LENIENT.readTree(body);
            assertThat(readings).as("seed %d, round %d", seed, round).hasSize(batch ? tree.size() : 1);
            for (int i = 0; i < readings.size(); i++) {
                sound += agrees(readings.get(i), batch ? tree.get(i) : tree) ? 1 : 0;
            }
            read++;
        }
        assertThat(read).isGreaterThan(ROUNDS / 20);
        assertThat(sound).isGreaterThan(ROUNDS / 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void shouldAnswerOnceInBinaryModeWhateverTheHeadersAndTheBody(long seed) throws UnreadableException {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> headers = Map.of(
                    "ce-specversion", mutatedText(random, "1.0"),
                    "ce-type", mutatedText(random, EventIntake.TYPE),
                    "ce-source", mutatedText(random, "%2Fgateway%2F1"),
                    "ce-id", mutatedText(random, "\"e%201\""),
                    "ce-time", mutatedText(random, "2026-11-01T12:00:00Z"),
                    "ce-dataschema", mutatedText(random, "https://example.org/s"));

            List<Reading> readings = new RequestReader(1)
                    .read(Optional.of("application/json"), Requests.headers(headers), mutated(random, Requests.DATA));

            assertThat(readings).as("seed %d, round %d", seed, round).hasSize(1);
            Verdict.of(readings, Requests.RULES, team -> true, Requests.NOW.toEpochMilli());
        }
    }

    /** Whether it was read as an event; if so, it is what the JSON says. */
    private static boolean agrees(Reading reading, JsonNode written) {
        List<Verdict> verdicts =
                Verdict.of(List.of(reading), Requests.RULES, team -> true, Requests.NOW.toEpochMilli());
        assertThat(verdicts).hasSize(1);
        if (!(reading instanceof Reading.Sound sound)) {
            return false;
        }
        JsonNode data = written.path("data");
        assertThat(sound.event().getEventId()).isEqualTo(written.path("id").textValue());
        assertThat(sound.event().getSource()).isEqualTo(written.path("source").textValue());
        assertThat(sound.event().getModelId()).isEqualTo(data.path("modelId").textValue());
        assertThat(sound.event().getTeam()).isEqualTo(data.path("team").textValue());
        assertThat(Records.event(sound.event()).inputTokens())
                .isEqualTo(data.path("inputTokens").longValue());
        return true;
    }

    private static boolean isCloudEvents(byte[] body, boolean batch) throws IOException {
        try {
            JsonNode tree = LENIENT.readTree(body);
            return batch ? tree.isArray() : tree.isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String batch(Random random) {
        return Requests.batch(IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> Requests.event("e" + i))
                .toList());
    }

    private static String mutatedText(Random random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        while (random.nextInt(4) == 0) {
            mutated.insert(random.nextInt(mutated.length() + 1), PIECES[random.nextInt(PIECES.length)]);
        }
        return mutated.toString();
    }

    /** Up to five changes: a byte is another one, a piece is put in, a stretch is left out or comes twice. */
    private static byte[] mutated(Random random, String text) {
        StringBuilder body = new StringBuilder(text);
        int changes = random.nextInt(6);
        for (int i = 0; i < changes && !body.isEmpty(); i++) {
            int from = random.nextInt(body.length());
            int to = Math.min(body.length(), from + 1 + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> body.setCharAt(from, (char) random.nextInt(256));
                case 1 -> body.insert(from, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> body.delete(from, to);
                default -> body.insert(from, body.substring(from, to));
            }
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
