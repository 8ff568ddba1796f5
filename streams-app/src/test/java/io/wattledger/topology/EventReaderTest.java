package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Combinations;
import io.wattledger.ledger.Event;
import io.wattledger.ledger.EventRules;
import io.wattledger.ledger.Reject;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.v1.InferenceEvent;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class EventReaderTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final String SUBJECT = "events-value";

    private final SchemaRegistry registry =
            SchemaRegistries.connect(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
    private final AvroCodec<InferenceEvent> codec = new AvroCodec<>(InferenceEvent.class, registry, true);
    private final EventRules rules =
            new EventRules(Instant.parse("2020-01-01T00:00:00Z"), Duration.ofMinutes(10), 10, 1_000);
    private final EventReader reader =
            new EventReader(new PatientDecoder<>(codec, Duration.ofSeconds(1)), rules, new Combinations(rules::sound));

    @Test
    void shouldReadTheFirstRecordOfASchemaAndThoseAfterItAlike() {
        byte[] record = codec.encode(SUBJECT, event("id", "team"));
        for (int i = 0; i < 3; i++) {
            assertThat(read(record)).isEmpty();
            assertThat(reader.event().event()).isEqualTo(Records.event(event("id", "team")));
        }
    }

    @Test
    void shouldReadRecordsOfANewerWriterBetweenOurOwn() throws IOException {
        // Given: a schema with a field more, before all others
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(new Schema.Field("tenant", Schema.create(Schema.Type.STRING)));
        codec.schema().getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        Schema newer = Schema.createRecord("InferenceEvent", null, "io.wattledger.v1", false, fields);
        byte[] theirs = written(newer, registry.register("newer-value", newer));
        byte[] ours = codec.encode(SUBJECT, event("b", "team"));
        for (int i = 0; i < 3; i++) {
            // When, Then
            assertThat(read(theirs)).isEmpty();
            Event event = reader.event().event();
            assertThat(event).isEqualTo(Records.event(event("a", "team")));
            assertThat(read(ours)).isEmpty();
            assertThat(reader.event().event()).isEqualTo(Records.event(event("b", "team")));
        }
    }

    @Test
    void shouldRefuseForTheSameReasonTheFirstTimeAndLater() {
        for (int i = 0; i < 3; i++) {
            assertRefused(codec.encode(SUBJECT, event("id", "  ")), Reject.Reason.MISSING_FIELD, "team is empty");
            assertRefused(codec.encode(SUBJECT, event("x".repeat(11), "t")), Reject.Reason.FIELD_TOO_LONG, "eventId");
            assertRefused(codec.encode(SUBJECT, event("\u2003", "t")), Reject.Reason.MISSING_FIELD, "eventId is empty");
            byte[] cutOff = codec.encode(SUBJECT, event("id", "team"));
            cutOff = Arrays.copyOf(cutOff, cutOff.length - 1);
            assertRefused(cutOff, Reject.Reason.UNDECODABLE, "not a whole InferenceEvent");
            assertRefused(new byte[] {0, 0, 0, 0, 99, 1}, Reject.Reason.UNKNOWN_SCHEMA, "99");
            assertRefused(new byte[] {7}, Reject.Reason.UNDECODABLE, "too few");
        }
    }

    @Test
    void shouldTakeTextsThatOnlyLookLikeOnesTheRulesForbid() {
        assertThat(read(codec.encode(SUBJECT, event(" id", "ö".repeat(10))))).isEmpty();
        assertThat(read(codec.encode(SUBJECT, event("漢".repeat(10), "team"))))
                .as("10 characters, 30 bytes")
                .isEmpty();
        assertThat(reader.event().event().eventId()).isEqualTo("漢".repeat(10));
    }

    private void assertRefused(byte[] record, Reject.Reason reason, String detail) {
        assertThat(read(record)).hasValueSatisfying(reject -> {
            assertThat(reject.reason()).isEqualTo(reason);
            assertThat(reject.detail()).contains(detail);
        });
    }

    private Optional<Reject> read(byte[] record) {
        return reader.read(record, () -> new Position("events", 0, 0), NOON.toEpochMilli());
    }

    private static byte[] written(Schema schema, int id) throws IOException {
        GenericRecord record = new GenericData.Record(schema);
        InferenceEvent event = event("a", "team");
        event.getSchema().getFields().forEach(field -> record.put(field.name(), event.get(field.pos())));
        record.put("occurredAt", event.getOccurredAt().toEpochMilli());
        record.put("tenant", "acme");
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(0);
        out.writeInt(id);
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        return bytes.toByteArray();
    }

    private static InferenceEvent event(String id, String team) {
        return new InferenceEvent(
                id, "gateway", NOON, "model", "gpu", team, null, "region", 1L, 100L, 20L, 10L, 8, 1, 250L, null);
    }
}
