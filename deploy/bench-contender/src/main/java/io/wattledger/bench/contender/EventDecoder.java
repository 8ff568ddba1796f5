package io.wattledger.bench.contender;

import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.AvroSerde;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.v1.InferenceEvent;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads of an event what the totals need, straight from the bytes if its writer had our schema. Decoding a whole record took
 * three quarters of the computing thread's time. Not safe to share between threads.
 */
public final class EventDecoder {

    private static final int HEADER_BYTES = 5;

    private final String topic;
    private final SchemaRegistry registry;
    private final AvroCodec<InferenceEvent> codec;
    private final Deserializer<InferenceEvent> whole;
    private final Map<Integer, Boolean> ours = new HashMap<>();
    private final EventView view = new EventView();
    private final AvroBytes bytes = new AvroBytes();
    private int lastId = -1;
    private boolean lastIsOurs;

    public EventDecoder(Settings settings) {
        this.topic = settings.events();
        this.registry = Records.registry(settings);
        this.codec = new AvroCodec<>(InferenceEvent.class, registry, false);
        this.whole = AvroSerde.ofValue(codec).deserializer();
    }

    /** The event in a record; good until the next one is read. */
    public EventView read(byte[] value) {
        if (value.length > HEADER_BYTES && isOurs(ByteBuffer.wrap(value).getInt(1))) {
            readFields(value);
        } else {
            view.set(whole.deserialize(topic, value));
        }
        return view;
    }

    private boolean isOurs(int id) {
        if (id != lastId) {
            lastIsOurs = ours.computeIfAbsent(id, this::ask);
            lastId = id;
        }
        return lastIsOurs;
    }

    private boolean ask(int id) {
        return SchemaNormalization.toParsingForm(registry.byId(id))
                .equals(SchemaNormalization.toParsingForm(codec.schema()));
    }

    /** In the order of the schema. */
    private void readFields(byte[] value) {
        bytes.begin(value, HEADER_BYTES);
        bytes.skipString(); // eventId
        bytes.skipString(); // source
        view.occurredAt = bytes.readLong();
        view.modelId = bytes.readString();
        view.gpu = bytes.readString();
        view.team = bytes.readString();
        view.project = isSet() ? bytes.readString() : null;
        view.region = bytes.readString();
        view.inferences = bytes.readLong();
        view.inputTokens = bytes.readLong();
        view.cachedInputTokens = bytes.readLong();
        view.outputTokens = bytes.readLong();
        view.batchSize = isSet() ? Math.toIntExact(bytes.readLong()) : EventView.NO_BATCH_SIZE;
        bytes.readLong(); // gpuCount
        if (isSet()) {
            bytes.readLong(); // durationMillis
        }
        view.measured = isSet();
        view.measuredMicrojoules = view.measured ? bytes.readLong() : 0;
        bytes.end();
    }

    /** Each union of the schema is of null and something. */
    private boolean isSet() {
        return bytes.readLong() != 0;
    }
}
