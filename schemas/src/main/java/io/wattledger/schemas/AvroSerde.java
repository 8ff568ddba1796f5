package io.wattledger.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A codec as Kafka wants it; null stays null. Subjects are named by topic: {@code TOPIC-value}, {@code TOPIC-key}. Kafka
 * tells a deserializer the topic alone, so its errors name no partition and offset.
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
    static final String KEY = "-key";
    static final String VALUE = "-value";

    private final Serializer<T> serializer;
    private final Deserializer<T> deserializer;

    private AvroSerde(AvroCodec<T> codec, String subjectSuffix) {
        this.serializer = (topic, record) -> write(codec, topic + subjectSuffix, record);
        this.deserializer = (topic, bytes) -> read(codec, topic, bytes);
    }

    /** For keys: subject {@code TOPIC-key}. */
    public static <T extends SpecificRecord> AvroSerde<T> ofKey(AvroCodec<T> codec) {
        return new AvroSerde<>(codec, KEY);
    }

    /** For values: subject {@code TOPIC-value}. */
    public static <T extends SpecificRecord> AvroSerde<T> ofValue(AvroCodec<T> codec) {
        return new AvroSerde<>(codec, VALUE);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }

    private static <T extends SpecificRecord> byte @Nullable [] write(
            AvroCodec<T> codec, String subject, @Nullable T record) {
        return record == null ? null : codec.encode(subject, record);
    }

    private static <T extends SpecificRecord> @Nullable T read(
            AvroCodec<T> codec, String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return codec.decode(bytes);
        } catch (DecodeException e) {
            throw e.at("topic " + topic, null);
        }
    }
}
