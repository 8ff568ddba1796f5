package io.wattledger.schemas;

import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.net.URI;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Apicurio's own serializers, set to the Confluent wire format; they share no code with ours but Avro. */
final class OtherClient {
    private OtherClient() {}

    static byte[] write(URI registry, String topic, io.wattledger.v1.InferenceEvent event) {
        try (AvroKafkaSerializer<GenericRecord> serializer = new AvroKafkaSerializer<>()) {
            serializer.configure(settings(registry), false);
            return serializer.serialize(topic, generic(event));
        }
    }

    static GenericRecord read(URI registry, String topic, byte[] bytes) {
        try (AvroKafkaDeserializer<GenericRecord> deserializer = new AvroKafkaDeserializer<>()) {
            deserializer.configure(settings(registry), false);
            return deserializer.deserialize(topic, bytes);
        }
    }

    private static GenericRecord generic(io.wattledger.v1.InferenceEvent event) {
        try {
            byte[] binary = event.toByteBuffer().array();
            int singleObjectHeader = 10;
            return new GenericDatumReader<GenericRecord>(
                            event.getSchema(), Contract.of(event.getSchema()), new GenericData())
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            binary, singleObjectHeader, binary.length - singleObjectHeader, null));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> settings(URI registry) {
        return Map.of(
                "apicurio.registry.url",
                registry.resolve("/apis/registry/v2").toString(),
                "apicurio.registry.auto-register",
                true,
                "apicurio.registry.artifact-resolver-strategy",
                "io.apicurio.registry.serde.strategy.TopicIdStrategy",
                "apicurio.registry.headers.enabled",
                false,
                "apicurio.registry.use-id",
                "contentId",
                "apicurio.registry.id-handler",
                "io.apicurio.registry.serde.Legacy4ByteIdHandler");
    }
}
