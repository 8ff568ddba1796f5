package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.InferenceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventStreamLawTest {

    private static final long SEED = 11;
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final int MANY = 20_000;
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final Topic<byte[], InferenceEvent> events =
            new Topics("", SchemaRegistries.connect(Map.of("schema.registry.url", "mock://torture")), true).events();

    private EventStream stream(long seed) {
        return new EventStream(seed, event -> events.value().serializer().serialize(events.name(), event));
    }

    private static List<Sending> take(EventStream stream, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> stream.next(NOW, Duration.ZERO))
                .toList();
    }

    @Test
    void shouldDrawTheSameFromTheSameSeed() {
        List<Sending> first = take(stream(SEED), 500);
        List<Sending> second = take(stream(SEED), 500);

        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).kind()).isEqualTo(first.get(i).kind());
            assertThat(Arrays.equals(
                            bytes(first.get(i).value()), bytes(second.get(i).value())))
                    .as("event %d", i)
                    .isTrue();
        }
        assertThat(bytes(stream(SEED + 1).next(NOW, Duration.ZERO).value()))
                .isNotEqualTo(bytes(first.get(0).value()));
    }

    @Test
    void shouldChargeExactlyWhatTheRulesOfTheBooksAccept() {
        Set<String> ids = new HashSet<>();
        for (Sending sending : take(stream(SEED), MANY)) {
            Optional<InferenceEvent> event = decoded(sending);
            boolean accepted = event.isPresent()
                    && !event.get().getTeam().isBlank()
                    && event.get().getEventId().length() <= 256
                    && !event.get().getOccurredAt().isBefore(Instant.parse("2020-01-01T00:00:00Z"))
                    && event.get().getOutputTokens() >= 0
                    && event.get().getCachedInputTokens() <= event.get().getInputTokens()
                    && !event.get().getOccurredAt().isAfter(NOW.plus(SKEW));

            assertThat(sending.charge().isPresent()).as("%s", sending).isEqualTo(accepted);
            event.ifPresent(some -> assertThat(ids.add(some.getEventId())).isTrue());
            if (accepted) {
                Charge charge = sending.charge().orElseThrow();
                assertThat(charge.inputTokens()).isEqualTo(event.get().getInputTokens());
                assertThat(charge.outputTokens()).isEqualTo(event.get().getOutputTokens());
                assertThat(charge.team()).isEqualTo(event.get().getTeam());
            }
        }
    }

    @Test
    void shouldMixAsDeclared() {
        List<Sending> all = take(stream(SEED), MANY);

        for (EventKind kind : EventKind.values()) {
            double share = all.stream().filter(one -> one.kind() == kind).count() / (double) MANY;
            assertThat(share).as("%s", kind).isCloseTo(kind.ofAThousand() / 1_000.0, within(0.012));
            assertThat(share).as("%s", kind).isPositive();
        }
        double keyless = all.stream().filter(Sending::keyless).count() / (double) MANY;
        assertThat(keyless).isCloseTo(EventStream.KEYLESS, within(0.01));
        assertThat(Arrays.stream(EventKind.values())
                        .mapToInt(EventKind::ofAThousand)
                        .sum())
                .isEqualTo(1_000);
    }

    @Test
    void shouldSendSomeAgainWithinAMinuteJustAsTheyWere() {
        EventStream stream = stream(SEED);
        Set<Sending> sent = Collections.newSetFromMap(new IdentityHashMap<>());
        sent.addAll(take(stream, MANY));

        assertThat(stream.dueRetry(NOW.minusMillis(1))).isEmpty();
        List<Sending> again = new ArrayList<>();
        Instant minute = NOW.plusSeconds(60);
        for (var next = stream.dueRetry(minute); next.isPresent(); next = stream.dueRetry(minute)) {
            again.add(next.get());
        }

        assertThat(again).allMatch(sent::contains).allMatch(one -> one.charge().isPresent());
        assertThat(again.size() / (double) MANY).isCloseTo(EventStream.DUPLICATES, within(0.01));
        assertThat(stream.remainingRetries()).isEmpty();
    }

    @Test
    void shouldPileUpADayInPartitionsOfVeryDifferentSizes() {
        List<Sending> backlog = stream(SEED).backlog(NOW, MANY, 4);

        Map<Integer, Long> sizes = backlog.stream()
                .filter(one -> !one.keyless())
                .collect(Collectors.groupingBy(one -> one.partition().orElseThrow(), Collectors.counting()));
        assertThat(sizes).containsOnlyKeys(0, 1, 2, 3);
        assertThat(sizes.getOrDefault(0, 0L)).isGreaterThan(20 * sizes.getOrDefault(3, 0L));
        List<Instant> times = backlog.stream()
                .filter(one -> one.kind() == EventKind.PLAIN)
                .map(one -> decoded(one).orElseThrow().getOccurredAt())
                .toList();
        assertThat(times.get(0)).isBetween(NOW.minus(Duration.ofMinutes(1_441)), NOW.minus(Duration.ofMinutes(1_430)));
        assertThat(times.get(times.size() - 1)).isAfter(NOW.minusSeconds(60));
        assertThat(backlog)
                .filteredOn(one -> one.kind() == EventKind.FUTURE)
                .isNotEmpty()
                .allSatisfy(one ->
                        assertThat(decoded(one).orElseThrow().getOccurredAt()).isAfter(NOW.plus(SKEW)));
    }

    @Test
    void shouldHaveSchemaIdsThatNoRegistryKnows() {
        Sending unknown = take(stream(SEED), MANY).stream()
                .filter(one -> one.kind() == EventKind.UNKNOWN_SCHEMA)
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> events.value().deserializer().deserialize(events.name(), bytes(unknown.value())))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("90000");
    }

    private Optional<InferenceEvent> decoded(Sending sending) {
        try {
            return sending.value().map(value -> events.value().deserializer().deserialize(events.name(), value));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(Optional<byte[]> value) {
        return value.orElse(new byte[0]);
    }
}
