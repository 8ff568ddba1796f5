package io.wattledger.books;

import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Tables for tests, published row by row. */
public final class HandMadeTables {

    private static final Estimate NOTHING = new Estimate(0d, 0d, 0d);

    private final Topics topics = new Topics(
            "wattledger.",
            SchemaRegistries.connect(Map.of("schema.registry.url", "mock://" + UUID.randomUUID())),
            true);
    private final Published published = new Published(topics);

    public Published published() {
        return published;
    }

    /** 0.25 J an input token, 0.025 J a cached one and 2 J an output token at batch 16; half of it at batch 64. */
    public HandMadeTables cost(String model, String gpu, Instant from) {
        return cost(model + "|" + gpu, model, gpu, from);
    }

    /** The same under any key. */
    public HandMadeTables cost(String key, String model, String gpu, Instant from) {
        return put(
                topics.costs(),
                key,
                Optional.of(InferenceCosts.newBuilder()
                        .setModelId(model)
                        .setGpu(gpu)
                        .setRevisions(List.of(CostRevision.newBuilder()
                                .setRevision("r of " + from)
                                .setEffectiveFrom(from)
                                .setMethod("test")
                                .setProvenance(List.of())
                                .setOperatingPoints(List.of(point(16, 1), point(64, 0.5)))
                                .build()))
                        .build()),
                from);
    }

    private static OperatingPoint point(int batch, double factor) {
        return new OperatingPoint(
                batch, NOTHING, around(250_000 * factor), around(25_000 * factor), around(2_000_000 * factor));
    }

    private static Estimate around(double central) {
        return new Estimate(central / 2, central, central * 2);
    }

    /** Takes the cost of a model on a GPU back. */
    public HandMadeTables withdraw(String model, String gpu, Instant at) {
        return put(topics.costs(), model + "|" + gpu, Optional.empty(), at);
    }

    /** A row that nobody can read. */
    public HandMadeTables garbage(String model, String gpu) {
        return put(
                topics.costs().name(),
                model + "|" + gpu,
                Optional.of("garbage".getBytes(StandardCharsets.UTF_8)),
                Instant.EPOCH);
    }

    /** A PUE of 1.5, 1 l on site, 2 l and 360 g behind each kWh. */
    public HandMadeTables site(String region, Instant from) {
        return put(
                topics.sites(),
                region,
                Optional.of(new SiteFactors(
                        region,
                        List.of(SiteRevision.newBuilder()
                                .setRevision("s of " + from)
                                .setEffectiveFrom(from)
                                .setPue(1.5)
                                .setWueLitresPerKwh(1)
                                .setEwifLitresPerKwh(2)
                                .setGramsCo2ePerKwh(360)
                                .setSource("test")
                                .build()))),
                from);
    }

    private <V extends SpecificRecord> HandMadeTables put(
            Topic<String, V> topic, String key, Optional<V> row, Instant at) {
        return put(topic.name(), key, row.map(each -> topic.value().serializer().serialize(topic.name(), each)), at);
    }

    private HandMadeTables put(String topic, String key, Optional<byte[]> value, Instant at) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        published.take(new ConsumerRecord<>(
                topic,
                0,
                0,
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                name.length,
                value.map(bytes -> bytes.length).orElse(-1),
                name,
                value.orElse(null),
                new RecordHeaders(),
                Optional.empty()));
        return this;
    }
}
