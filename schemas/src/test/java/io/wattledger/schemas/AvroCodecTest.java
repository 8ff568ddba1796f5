package io.wattledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.Range;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroCodecTest {
    private static final Position HERE = new Position("inference-events", 3, 42);
    private static final String SUBJECT = "inference-events-value";

    private final FakeRegistry registry = new FakeRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final AvroCodec<InferenceEvent> codec = new AvroCodec<>(InferenceEvent.class, registry, true, nanos::get);
    private final AvroCodec<Range> ranges = new AvroCodec<>(Range.class, registry, true, nanos::get);

    static List<SpecificRecord> records() {
        return List.of(
                Records.event(),
                Records.costs(),
                Records.sites(),
                Records.entry(),
                Records.key(),
                Records.dimensions(),
                Records.total(),
                Records.budget(),
                Records.alert(),
                Records.intake(),
                Records.rejected());
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldReadBackWhatItWrote(SpecificRecord record) {
        assertThat(roundTrip(record)).isEqualTo(record);
    }

    @Test
    void shouldWriteMagicByteIdAndAvroBinary() {
        registry.put(0x01020304, codec.schema());
        byte[] bytes = codec.encode(SUBJECT, Records.event());
        assertThat(bytes).startsWith(0, 1, 2, 3, 4, "request-1".length() * 2, 'r', 'e');
    }

    @Test
    void shouldAskForAnIdOnce() {
        byte[] bytes = codec.encode(SUBJECT, Records.event());
        int before = registry.questions.get();
        for (int i = 0; i < 100; i++) {
            codec.decode(bytes, HERE);
            codec.encode(SUBJECT, Records.event());
        }
        assertThat(registry.questions.get() - before).isEqualTo(1);
    }

    @Test
    void shouldDecodeKnownIdsWhileTheRegistryIsDown() {
        byte[] bytes = codec.encode(SUBJECT, Records.event());
        codec.decode(bytes, HERE);
        registry.goDown();
        assertThat(codec.decode(bytes, HERE)).isEqualTo(Records.event());
    }

    @Test
    void shouldNotRememberThatTheRegistryWasDown() {
        byte[] bytes = codec.encode(SUBJECT, Records.event());
        registry.goDown();
        assertThatThrownBy(() -> codec.decode(bytes, HERE))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(HERE.toString());
        registry.comeUp();
        assertThat(codec.decode(bytes, HERE)).isEqualTo(Records.event());
    }

    @Test
    void shouldNotHammerTheRegistryForAnUnknownId() {
        byte[] bytes = wire(99, Records.event());
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> codec.decode(bytes, HERE)).isInstanceOf(UnknownSchemaException.class);
        }
        assertThat(registry.questions).hasValue(1);
    }

    @Test
    void shouldAskAgainForAnUnknownIdAfterAWhile() {
        byte[] bytes = wire(99, Records.event());
        assertThatThrownBy(() -> codec.decode(bytes, HERE)).isInstanceOf(UnknownSchemaException.class);
        registry.put(99, codec.schema());
        nanos.addAndGet(WriterSchemas.UNKNOWN_FOR.plus(Duration.ofNanos(1)).toNanos());
        assertThat(codec.decode(bytes, HERE)).isEqualTo(Records.event());
    }

    @Test
    void shouldLookUpTheIdWhenItMayNotRegister() {
        AvroCodec<InferenceEvent> strict = new AvroCodec<>(InferenceEvent.class, registry, false);
        assertThatThrownBy(() -> strict.encode(SUBJECT, Records.event())).isInstanceOf(UnknownSchemaException.class);
        registry.put(7, strict.schema());
        assertThat(strict.encode(SUBJECT, Records.event())).startsWith(0, 0, 0, 0, 7);
    }

    @Test
    void shouldReadRecordsOfAnOlderWriter() {
        Schema older = withoutField(codec.schema(), "gpuCount", "durationMillis");
        GenericRecord written = generic(older);
        registry.put(5, older);
        InferenceEvent read = codec.decode(wire(5, older, written), HERE);
        assertThat(read.getGpuCount()).isEqualTo(1);
        assertThat(read.getDurationMillis()).isNull();
        assertThat(read.getProject()).isEqualTo("ranking");
    }

    @Test
    void shouldReadRecordsOfANewerWriter() {
        Schema newer = withField(codec.schema(), new Schema.Field("cooling", Schema.create(Schema.Type.STRING)));
        GenericRecord written = generic(newer);
        written.put("cooling", "immersion");
        registry.put(5, newer);
        assertThat(codec.decode(wire(5, newer, written), HERE)).isEqualTo(Records.event());
    }

    @Test
    void shouldKnowRecordsWithTheContractsOwnFieldsOnceTheirSchemaWasRead() {
        // Given: the contract under an id of ours, the same with other words in it, and one with a field more
        byte[] own = codec.encode(SUBJECT, Records.event());
        Schema reworded = new Schema.Parser().parse(codec.schema().toString().replace("The model", "A model"));
        registry.put(5, reworded);
        Schema newer = withField(codec.schema(), new Schema.Field("cooling", Schema.create(Schema.Type.STRING)));
        GenericRecord more = generic(newer);
        more.put("cooling", "immersion");
        registry.put(6, newer);
        List<byte[]> records = List.of(own, wire(5, reworded, generic(reworded)), wire(6, newer, more));
        assertThat(records).noneMatch(codec::isContract);
        // When
        records.forEach(bytes -> codec.decode(bytes, HERE));
        // Then
        assertThat(records.stream().map(codec::isContract)).containsExactly(true, true, false);
        own[0] = 1;
        assertThat(codec.isContract(own)).isFalse();
        assertThat(codec.isContract(new byte[4])).isFalse();
    }

    @Test
    void shouldSayThatAWritersSchemaDoesNotFitAndAskOnce() {
        Schema other =
                SchemaBuilder.record("Order").fields().requiredString("item").endRecord();
        registry.put(5, other);
        byte[] bytes = wire(5, Records.event());
        for (int i = 0; i < 3; i++) {
            IncompatibleSchemaException e =
                    catchThrowableOfType(IncompatibleSchemaException.class, () -> codec.decode(bytes, HERE));
            assertThat(e).hasMessageContaining("Order").hasMessageContaining("InferenceEvent");
            assertThat(e.position()).contains(HERE);
        }
        assertThat(registry.questions).hasValue(1);
    }

    @Test
    void shouldSayWhereAndWhatWhenTheFirstByteIsWrong() {
        MalformedRecordException e = catchThrowableOfType(
                MalformedRecordException.class, () -> codec.decode("{\"a\":1}".getBytes(StandardCharsets.UTF_8), HERE));
        assertThat(e)
                .hasMessage(
                        "topic inference-events partition 3 offset 42: first byte is 0x7b, not the magic byte 0. Write with a Schema Registry serializer.");
        assertThat(e.position()).contains(HERE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void shouldRefuseBytesTooShortForAnId(int length) {
        assertThatThrownBy(() -> codec.decode(new byte[length], HERE))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(length + " bytes are too few");
    }

    @Test
    void shouldRefuseANegativeIdWithoutAsking() {
        assertThatThrownBy(() -> codec.decode(new byte[] {0, -1, -1, -1, -1, 0}, HERE))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("-1 is negative");
        assertThat(registry.questions).hasValue(0);
    }

    @Test
    void shouldRefuseEveryTruncation() {
        byte[] bytes = codec.encode(SUBJECT, Records.event());
        for (int length = 5; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.decode(cut, HERE))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(MalformedRecordException.class);
        }
        assertThat(codec.decode(bytes, HERE)).isEqualTo(Records.event());
    }

    @Test
    void shouldRefuseTrailingBytes() {
        byte[] bytes = codec.encode(SUBJECT, Records.event());
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length + 1), HERE))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("bytes follow");
    }

    @Test
    void shouldRefuseALengthBeyondTheRecordWithoutAllocatingIt() throws IOException {
        // Given a string that claims to be as long as an array may be
        registry.put(5, codec.schema());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {0, 0, 0, 0, 5});
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        encoder.writeLong(Integer.MAX_VALUE - 8);
        encoder.flush();
        // Then
        assertThatThrownBy(() -> codec.decode(out.toByteArray(), HERE)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void shouldRefuseANegativeLength() {
        registry.put(5, codec.schema());
        assertThatThrownBy(() -> codec.decode(new byte[] {0, 0, 0, 0, 5, 1}, HERE))
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void shouldSayWhichRecordCannotBeWrittenAndWriteTheNextOne() {
        FootprintKey incomplete = Records.key();
        incomplete.put("team", null);
        AvroCodec<FootprintKey> keys = new AvroCodec<>(FootprintKey.class, registry, true);
        assertThatThrownBy(() -> keys.encode("footprint-1m-key", incomplete))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("FootprintKey")
                .hasMessageContaining("footprint-1m-key")
                .hasMessageContaining("team");
        byte[] next = keys.encode("footprint-1m-key", Records.key());
        assertThat(keys.decode(next, HERE)).isEqualTo(Records.key());
    }

    @Test
    void shouldSayThatTheRegistryIsDownWhenItCannotLearnItsId() {
        registry.goDown();
        assertThatThrownBy(() -> codec.encode(SUBJECT, Records.event()))
                .isInstanceOf(RegistryUnavailableException.class);
        registry.comeUp();
        assertThat(codec.encode(SUBJECT, Records.event())).isNotEmpty();
    }

    @Test
    void shouldServeManyThreadsAndStillAskOnce() throws Exception {
        // Given
        int threads = 8;
        byte[] warm = ranges.encode("range-value", new Range(0L, 0L, 0L));
        assertThat(warm).isNotEmpty();
        int before = registry.questions.get();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            // When
            List<Future<Boolean>> results = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                long seed = thread;
                results.add(pool.submit(() -> roundTrips(seed)));
            }
            // Then
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(registry.questions.get() - before).isEqualTo(1);
    }

    private boolean roundTrips(long seed) {
        for (long i = 0; i < 20_000; i++) {
            Range range = new Range(seed, i, seed * i);
            if (!ranges.decode(ranges.encode("range-value", range), HERE).equals(range)) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    private <T extends SpecificRecord> T roundTrip(T record) {
        AvroCodec<T> own = new AvroCodec<>((Class<T>) record.getClass(), registry, true);
        return own.decode(own.encode("a-value", record), HERE);
    }

    private static byte[] wire(int id, InferenceEvent event) {
        Schema schema = event.getSchema();
        return wire(id, schema, generic(schema));
    }

    private static byte[] wire(int id, Schema schema, GenericRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** The event as a writer with that schema has it. */
    private static GenericRecord generic(Schema schema) {
        InferenceEvent event = Records.event();
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            Schema.Field ours = event.getSchema().getField(field.name());
            if (ours != null) {
                Object value = event.get(ours.pos());
                record.put(field.name(), ours.name().equals("occurredAt") ? Records.NOON.toEpochMilli() : value);
            }
        }
        return record;
    }

    private static Schema withoutField(Schema schema, String... names) {
        return copy(
                schema,
                schema.getFields().stream()
                        .filter(field -> !List.of(names).contains(field.name()))
                        .toList());
    }

    private static Schema withField(Schema schema, Schema.Field field) {
        List<Schema.Field> fields = new ArrayList<>(schema.getFields());
        fields.add(0, field);
        return copy(schema, fields);
    }

    private static Schema copy(Schema schema, List<Schema.Field> fields) {
        return Schema.createRecord(
                schema.getName(),
                schema.getDoc(),
                schema.getNamespace(),
                false,
                fields.stream()
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
    }
}
