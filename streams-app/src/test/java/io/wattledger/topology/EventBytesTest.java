package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Combinations;
import io.wattledger.ledger.Event;
import io.wattledger.ledger.EventFields;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.v1.InferenceEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EventBytesTest {

    private static final long SEED = 20_261_121;
    private static final int HEADER = AvroCodec.HEADER_BYTES;

    private static final Position AT = new Position("events", 0, 0);

    private final AvroCodec<InferenceEvent> codec = new AvroCodec<>(
            InferenceEvent.class, SchemaRegistries.connect(Map.of("schema.registry.url", "mock://event-bytes")), true);
    private final Random random = new Random(SEED);
    private final EventBytes bytes = new EventBytes(new Combinations(dimensions -> true));
    private final EventFields fields = new EventFields();

    /** Whoever changes the schema changes the reader. */
    @Test
    void shouldReadTheFieldsOfTheSchemaInTheirOrder() {
        assertThat(InferenceEvent.getClassSchema().getFields().stream()
                        .map(Schema.Field::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(EventBytes.LAYOUT);
    }

    @Test
    void shouldReadWhatAvroWrites() {
        for (int i = 0; i < 20_000; i++) {
            InferenceEvent event = randomEvent();
            byte[] record = written(event);
            assertThat(bytes.read(record, HEADER, fields))
                    .as("seed %d, event %d", SEED, i)
                    .isTrue();
            assertThat(fields.event()).isEqualTo(Records.event(event));
        }
    }

    @Test
    void shouldReadDamagedBytesAsAvroDoesOrNotAtAll() {
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            // Given: a byte changed, a piece cut off, a piece twice
            byte[] record = damaged(written(randomEvent()));
            // When
            boolean good = bytes.read(record, HEADER, fields);
            // Then
            Optional<Event> avros = byAvro(record);
            if (good) {
                read++;
                assertThat(avros).as("seed %d, event %d", SEED, i).contains(fields.event());
            }
        }
        assertThat(read).as("changed texts and counts are still an event").isBetween(1_000, 49_000);
    }

    @Test
    void shouldReadNothingFromNothing() {
        assertThat(bytes.read(new byte[HEADER], HEADER, fields)).isFalse();
        assertThat(bytes.read(new byte[0], 0, fields)).isFalse();
    }

    private byte[] damaged(byte[] whole) {
        byte[] record = whole.clone();
        switch (random.nextInt(3)) {
            case 0 -> record[HEADER + random.nextInt(record.length - HEADER)] = (byte) random.nextInt(256);
            case 1 -> record = Arrays.copyOf(record, HEADER + random.nextInt(record.length - HEADER));
            default -> {
                int from = HEADER + random.nextInt(record.length - HEADER);
                record = Arrays.copyOf(record, record.length + record.length - from);
                System.arraycopy(whole, from, record, whole.length, whole.length - from);
            }
        }
        return record;
    }

    private Optional<Event> byAvro(byte[] record) {
        try {
            return Optional.of(Records.event(codec.decode(record, AT)));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private byte[] written(InferenceEvent event) {
        return codec.encode("events-value", event);
    }

    private InferenceEvent randomEvent() {
        return InferenceEvent.newBuilder()
                .setEventId(text())
                .setSource(text())
                .setOccurredAt(Instant.ofEpochMilli(
                        random.nextBoolean()
                                ? 1_793_534_400_000L + random.nextInt(100_000)
                                : random.nextLong() >> (12 + random.nextInt(50))))
                .setModelId(text())
                .setGpu(text())
                .setTeam(text())
                .setProject(random.nextBoolean() ? text() : null)
                .setRegion(text())
                .setInferences(count())
                .setInputTokens(count())
                .setCachedInputTokens(count())
                .setOutputTokens(count())
                .setBatchSize(random.nextBoolean() ? (int) count() : null)
                .setGpuCount((int) count())
                .setDurationMillis(random.nextBoolean() ? count() : null)
                .setMeasuredEnergyMicrojoules(random.nextBoolean() ? count() : null)
                .build();
    }

    /** Of all lengths of a varint, some of them negative. */
    private long count() {
        return random.nextLong() >> random.nextInt(64);
    }

    private String text() {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> "größe-漢字-😀";
            case 2 -> "x".repeat(random.nextInt(300));
            default -> "name-" + random.nextInt(50);
        };
    }
}
