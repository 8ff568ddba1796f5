package io.wattledger.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Records of one type to bytes and back, in the Schema Registry wire format: a byte 0, the schema id in four bytes, high
 * byte first, then the record in Avro's binary encoding. A record of an older or newer writer is resolved to the
 * schema this code was built with. Safe to share between threads.
 */
public final class AvroCodec<T extends SpecificRecord> {
    /** Bytes of the magic byte and the schema id, before the record itself. */
    public static final int HEADER_BYTES = 5;

    private static final byte MAGIC = 0;
    private static final int INITIAL_BYTES = 256;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private final SchemaRegistry registry;
    private final boolean autoRegister;
    private final ContractData data;
    private final Schema schema;
    private final Schema contract;
    private final WriterSchemas writers;
    private final ConcurrentMap<String, Integer> ids = new ConcurrentHashMap<>();
    private final ThreadLocal<Scratch<T>> scratch;

    /** Schema ids of writers whose records have the contract's fields in its order: usually one. Replaced, never changed. */
    private volatile int[] contractIds = {};

    /**
     * @param type the generated class
     * @param autoRegister whether {@link #encode} registers the schema under a subject that lacks it; if not, it must
     *     have been registered by others
     */
    public AvroCodec(Class<T> type, SchemaRegistry registry, boolean autoRegister) {
        this(type, registry, autoRegister, System::nanoTime);
    }

    AvroCodec(Class<T> type, SchemaRegistry registry, boolean autoRegister, LongSupplier nanoTime) {
        this.registry = registry;
        this.autoRegister = autoRegister;
        this.data = new ContractData(type);
        this.schema = data.getSchema(type);
        this.contract = Contract.of(schema);
        this.writers = new WriterSchemas(registry, this::requireReadable, nanoTime);
        DatumWriter<T> writer = new SpecificDatumWriter<>(schema, data);
        this.scratch = ThreadLocal.withInitial(() -> new Scratch<>(writer));
    }

    /** The schema that is registered: the contract as its .avsc file has it. */
    public Schema schema() {
        return contract;
    }

    /**
     * The record in the wire format, with the id that its schema has under the subject.
     *
     * @throws SerializationException if a field that must be set is not
     */
    public byte[] encode(String subject, T record) {
        Integer known = ids.get(subject);
        int id = known == null ? ids.computeIfAbsent(subject, this::askForId) : known;
        try {
            return scratch.get().write(id, record);
        } catch (IOException | RuntimeException e) {
            // The encoder may hold half a record.
            scratch.remove();
            throw new SerializationException(
                    "cannot write a %s for subject %s: %s. Check that each field that has no default is set."
                            .formatted(schema.getName(), subject, e),
                    e);
        }
    }

    /**
     * The record in the bytes.
     *
     * @param at where the bytes come from, for messages
     */
    public T decode(byte[] bytes, Position at) {
        try {
            return decode(bytes);
        } catch (DecodeException e) {
            throw e.at(at);
        }
    }

    T decode(byte[] bytes) {
        int id = idIn(bytes);
        Scratch<T> mine = scratch.get();
        DatumReader<T> reader = mine.reader(id);
        if (reader == null) {
            Schema writer = writers.byId(id);
            learn(id, writer);
            reader = new SpecificDatumReader<>(writer, schema, data);
            mine.keep(id, reader);
        }
        try {
            T record = mine.read(reader, bytes);
            if (!mine.atEnd()) {
                throw new MalformedRecordException(
                        "bytes follow the %s written with schema id %d. Check how the writer frames its records."
                                .formatted(schema.getName(), id),
                        null);
            }
            return record;
        } catch (MalformedRecordException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new MalformedRecordException(
                    "%d bytes are not a whole %s of schema id %d (%s). The record is cut off, damaged or not of this schema."
                            .formatted(bytes.length, schema.getName(), id, e),
                    e);
        }
    }

    /**
     * Whether the record after the header was written with the very fields of the contract, in its order, so that it can be read
     * without Avro. Known from the second record of a writer's schema on; false tells nothing.
     */
    public boolean isContract(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
            return false;
        }
        int id = (int) INT.get(bytes, 1);
        for (int known : contractIds) {
            if (id == known) {
                return true;
            }
        }
        return false;
    }

    private synchronized void learn(int id, Schema writer) {
        boolean known = Arrays.stream(contractIds).anyMatch(each -> each == id);
        if (!known && SchemaNormalization.toParsingForm(writer).equals(SchemaNormalization.toParsingForm(contract))) {
            int[] more = Arrays.copyOf(contractIds, contractIds.length + 1);
            more[contractIds.length] = id;
            contractIds = more;
        }
    }

    private static int idIn(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new MalformedRecordException(
                    "%d bytes are too few for a magic byte and a schema id. Write with a Schema Registry serializer."
                            .formatted(bytes.length),
                    null);
        }
        if (bytes[0] != MAGIC) {
            throw new MalformedRecordException(
                    "first byte is 0x%02x, not the magic byte 0. Write with a Schema Registry serializer."
                            .formatted(bytes[0]),
                    null);
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        if (id < 0) {
            throw new MalformedRecordException(
                    "schema id %d is negative. Write with a Schema Registry serializer.".formatted(id), null);
        }
        return id;
    }

    /** Registers the schema under a subject, and remembers its id, so that writing asks the registry no more. */
    void register(String subject) {
        ids.put(subject, registry.register(subject, contract));
    }

    private int askForId(String subject) {
        return autoRegister ? registry.register(subject, contract) : registry.idOf(subject, contract);
    }

    private Schema requireReadable(Schema writer) {
        SchemaCompatibility.SchemaCompatibilityResult result = SchemaCompatibility.checkReaderWriterCompatibility(
                        schema, writer)
                .getResult();
        if (result.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
            List<String> reasons = result.getIncompatibilities().stream()
                    .map(each -> each.getLocation() + " " + each.getMessage())
                    .toList();
            throw new IncompatibleSchemaException(
                    "the writer's schema %s cannot be read as %s: %s. Check that the record belongs to this topic."
                            .formatted(writer.getFullName(), schema.getFullName(), String.join("; ", reasons)),
                    null);
        }
        return writer;
    }

    /** What one thread keeps from record to record. */
    private static final class Scratch<T> {
        private final DatumWriter<T> writer;
        private final Map<Integer, DatumReader<T>> readers = new HashMap<>();
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_BYTES);
        private @Nullable BinaryEncoder encoder;
        private @Nullable BinaryDecoder decoder;

        Scratch(DatumWriter<T> writer) {
            this.writer = writer;
        }

        @Nullable
        DatumReader<T> reader(int id) {
            return readers.get(id);
        }

        void keep(int id, DatumReader<T> reader) {
            readers.put(id, reader);
        }

        @SuppressWarnings("NullAway") // Avro documents null for "nothing to reuse".
        T read(DatumReader<T> reader, byte[] bytes) throws IOException {
            decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
            return reader.read(null, decoder);
        }

        boolean atEnd() throws IOException {
            return decoder != null && decoder.isEnd();
        }

        byte[] write(int id, T record) throws IOException {
            out.reset();
            out.write(MAGIC);
            out.write(id >>> 24);
            out.write(id >>> 16);
            out.write(id >>> 8);
            out.write(id);
            BinaryEncoder mine = EncoderFactory.get().binaryEncoder(out, encoder);
            encoder = mine;
            writer.write(record, mine);
            mine.flush();
            return out.toByteArray();
        }
    }
}
