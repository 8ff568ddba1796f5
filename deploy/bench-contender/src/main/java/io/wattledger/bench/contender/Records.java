package io.wattledger.bench.contender;

import io.wattledger.ledger.Window;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.AvroSerde;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** The records that a contender publishes. One per operator. */
public final class Records {

    private final Settings settings;
    private final Serializer<FootprintKey> keys;
    private final Serializer<FootprintTotal> totals;

    public Records(Settings settings) {
        SchemaRegistry registry = registry(settings);
        this.settings = settings;
        this.keys = AvroSerde.ofKey(new AvroCodec<>(FootprintKey.class, registry, false))
                .serializer();
        this.totals = AvroSerde.ofValue(new AvroCodec<>(FootprintTotal.class, registry, false))
                .serializer();
    }

    /** Registers their schemas, once and before there are several threads: the registry refuses one of two that come together. */
    static void register(Settings settings) {
        SchemaRegistry registry = registry(settings);
        AvroCodec<FootprintKey> key = new AvroCodec<>(FootprintKey.class, registry, true);
        AvroCodec<FootprintTotal> total = new AvroCodec<>(FootprintTotal.class, registry, true);
        for (String topic : settings.totals()) {
            registry.register(topic + "-key", key.schema());
            registry.register(topic + "-value", total.schema());
        }
    }

    static SchemaRegistry registry(Settings settings) {
        return SchemaRegistries.connect(Map.of("schema.registry.url", settings.registry()));
    }

    /** What is published of a window. */
    public ProducerRecord<byte[], byte[]> total(WindowKey key, Sums sums) {
        String topic = settings.totals(window(key));
        return new ProducerRecord<>(
                topic, keys.serialize(topic, key.toRecord()), totals.serialize(topic, sums.toRecord()));
    }

    private static Window window(WindowKey key) {
        for (Window window : Window.values()) {
            if (window.length().toSeconds() == key.seconds()) {
                return window;
            }
        }
        throw new IllegalArgumentException("no window has " + key.seconds() + " seconds");
    }
}
