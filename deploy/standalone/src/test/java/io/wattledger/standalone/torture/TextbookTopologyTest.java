package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topics;
import io.wattledger.standalone.torture.TextbookTopology.Sum;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The control does what its documentation says, in which its losses lie. */
class TextbookTopologyTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:30Z");

    private final Topics topics =
            new Topics("", SchemaRegistries.connect(Map.of("schema.registry.url", "mock://textbook")), true);
    private final RowDraws draws = new RowDraws(new Random(3));
    private final CostRevision cost = draws.cost("r", NOW.minus(Duration.ofDays(9)), null);

    private TopologyTestDriver driver;
    private TestInputTopic<byte[], InferenceEvent> events;
    private TestOutputTopic<String, byte[]> minutes;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueExceptionHandler.class.getName());
        driver = new TopologyTestDriver(TextbookTopology.build(topics, ""), properties, NOW);
        events = driver.createInputTopic(
                topics.events().name(),
                topics.events().key().serializer(),
                topics.events().value().serializer(),
                NOW,
                Duration.ZERO);
        minutes = driver.createOutputTopic(
                TextbookTopology.MINUTES, new StringDeserializer(), new ByteArrayDeserializer());
        driver.createInputTopic(
                        TextbookTopology.COSTS,
                        topics.costs().key().serializer(),
                        topics.costs().value().serializer())
                .pipeInput("small|gpu-a", new InferenceCosts("small", "gpu-a", List.of(cost)));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private static InferenceEvent event(String id, Instant at, String model) {
        return InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("test")
                .setOccurredAt(at)
                .setModelId(model)
                .setGpu("gpu-a")
                .setTeam("search")
                .setProject(null)
                .setRegion("north")
                .setInferences(1)
                .setInputTokens(100)
                .setCachedInputTokens(40)
                .setOutputTokens(10)
                .setBatchSize(1)
                .setGpuCount(1)
                .setDurationMillis(null)
                .setMeasuredEnergyMicrojoules(null)
                .build();
    }

    private void send(String id, Instant at, String model) {
        events.pipeInput(id.getBytes(StandardCharsets.UTF_8), event(id, at, model));
    }

    private Sum total() {
        return minutes.readKeyValuesToMap().values().stream()
                .map(Sum::of)
                .reduce(new Sum(0, 0), (a, b) -> a.plus(b.requests(), b.joules()));
    }

    @Test
    void shouldPriceAnEventWithItsOperatingPoint() {
        send("a", NOW, "small");

        var point = cost.getOperatingPoints().get(1);
        double expected = point.getMicrojoulesPerInference().getCentral()
                + 60 * point.getMicrojoulesPerInputToken().getCentral()
                + 40 * point.getMicrojoulesPerCachedInputToken().getCentral()
                + 10 * point.getMicrojoulesPerOutputToken().getCentral();
        Sum total = total();
        assertThat(total.requests()).isEqualTo(1);
        assertThat(total.joules()).isCloseTo(expected / 1e6, within(1e-9));
    }

    @Test
    void shouldCountACopyTwice() {
        send("a", NOW, "small");
        send("a", NOW, "small");

        assertThat(total().requests()).isEqualTo(2);
    }

    @Test
    void shouldDropWhatComesAfterTheGracePeriod() {
        send("a", NOW, "small");
        send("b", NOW.minus(Duration.ofMinutes(9)), "small");
        send("c", NOW.minus(Duration.ofMinutes(12)), "small");

        assertThat(total().requests()).isEqualTo(2);
    }

    @Test
    void shouldCountWithoutJoulesWhatHasNoCost() {
        send("a", NOW, "unheard-of");

        assertThat(total()).isEqualTo(new Sum(1, 0));
    }

    @Test
    void shouldNotLetAnEventFromTheFutureCloseTheWindowsOfOthers() {
        send("future", NOW.plus(Duration.ofDays(1)), "small");
        send("a", NOW, "small");

        assertThat(total().requests()).isEqualTo(1);
    }
}
